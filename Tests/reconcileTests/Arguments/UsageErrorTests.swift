import Testing

@testable import reconcile

struct UsageErrorTests {
    @Test(arguments: [
        ("paln", "there is no command \"paln\"; did you mean plan?"),
        ("Plan", "there is no command \"Plan\"; did you mean plan?"),
        ("ver", "there is no command \"ver\"; did you mean version?"),
        ("zzz", "there is no command \"zzz\"."),
        ("pl\u{1B}[2Jan", "there is no command \"pl\\u{1b}[2Jan\"."),
        (
            "help paln",
            "COMMAND is \"paln\"; expected a command; did you mean plan?"
        ),
    ])
    func commands(line: String, sentence: String) throws {
        let error = try #require(Sample.parse(line).error)
        #expect(error.description.hasPrefix(sentence + "\n"), "\(error)")
    }

    @Test(arguments: [
        ("plan --formt json", "there is no option --formt; did you mean --format?"),
        ("plan --form json", "there is no option --form; did you mean --format?"),
        ("plan --re x", "there is no option --re; did you mean --repo or --ref?"),
        ("plan -repo x", "there is no option -repo; did you mean --repo?"),
        ("plan -n", "there is no option -n; did you mean --note?"),
        ("plan --zzzzz", "there is no option --zzzzz."),
        ("plan --x\u{1B}[1m", "there is no option --x\\u{1b}[1m."),
        ("--formt json plan", "there is no option --formt; did you mean --format?"),
        ("--version", "there is no option --version; did you mean sample version?"),
        ("plan --yes", "--yes belongs to apply, not to plan."),
        ("version --observed x", "--observed belongs to plan and apply, not to version."),
        ("plan --repo", "--repo needs a value, PATH|URL."),
        ("plan --repo --note", "--repo needs a value, PATH|URL."),
        ("plan --repo -- x", "--repo needs a value, PATH|URL."),
        ("plan --note=now", "--note takes no value, but \"now\" was given."),
        ("plan --help=now", "--help takes no value, but \"now\" was given."),
        ("plan --ref a --ref=a", "--ref is given twice; it takes one value."),
        ("plan --ref=", "--ref is empty; expected REV."),
    ])
    func options(line: String, sentence: String) throws {
        let error = try #require(Sample.parse(line).error)
        #expect(error.description.hasPrefix(sentence + "\n"), "\(error)")
    }

    @Test(arguments: [
        ("plan --format jsno", "--format is \"jsno\"; expected text, json or markdown; did you mean json?"),
        ("plan --format JSON", "--format is \"JSON\"; expected text, json or markdown; did you mean json?"),
        (
            "apply --allow weakens,destroy",
            "--allow is \"destroy\"; expected weakens, disrupts or destroys; did you mean destroys?"
        ),
        ("apply --allow weakens,", "--allow is \"weakens,\"; expected IMPACT,…."),
        ("apply --max-changes 0", "--max-changes is \"0\"; expected a whole number from 1 to 1000."),
        ("apply --max-changes -1", "--max-changes is \"-1\"; expected a whole number from 1 to 1000."),
        (
            "apply --max-changes 99999999999999999999",
            "--max-changes is \"99999999999999999999\"; expected a whole number from 1 to 1000."
        ),
        ("apply --wait 15", "--wait is \"15\"; expected minutes such as 15m."),
    ])
    func values(line: String, sentence: String) throws {
        let error = try #require(Sample.parse(line).error)
        #expect(error.description.hasPrefix(sentence + "\n"), "\(error)")
    }

    @Test(arguments: [
        ("plan extra", "plan takes no argument; \"extra\" is one too many."),
        ("apply a b", "apply takes PLAN_FILE; \"b\" is one too many."),
        ("recover", "recover needs APPLICATION: the application's name."),
        ("merge", "merge needs PLAN_FILE: the plans to join."),
    ])
    func operands(line: String, sentence: String) throws {
        let error = try #require(Sample.parse(line).error)
        #expect(error.description.hasPrefix(sentence + "\n"), "\(error)")
    }

    @Test func anEmptyOperandIsNone() throws {
        let outcome = ArgumentParser(program: Sample.program).parse(["recover", ""])
        #expect(try #require(outcome.error).problem == "APPLICATION is empty")
    }

    @Test(arguments: [
        ("paln", "`sample --help` lists the commands."),
        ("--zzzzz", "`sample --help` lists the options."),
        ("plan --zzzzz", "`sample plan --help` lists the options."),
        ("plan --yes", "`sample plan --help` lists the options."),
        ("recover", "`sample recover --help` lists the options."),
    ])
    func adviceNamesTheHelp(line: String, advice: String) throws {
        #expect(try #require(Sample.parse(line).error).advice == advice)
    }
}
