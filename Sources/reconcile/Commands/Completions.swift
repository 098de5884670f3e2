extension Command {
    static let completions: Command = Command(
        name: "completions",
        summary: "print the completion script of a shell",
        discussion: """
            The script knows all commands, options and words to choose from. To load it in every new shell:

              bash  reconcile completions bash > ~/.local/share/bash-completion/completions/reconcile
              zsh   reconcile completions zsh > "${fpath[1]}/_reconcile"
              fish  reconcile completions fish > ~/.config/fish/completions/reconcile.fish
            """,
        operands: [shell],
        usesCommonOptions: false
    ) { arguments, console in
        console.write(arguments[shell].script(for: .reconcile))
        return .done
    }

    private static let shell = Operand.required("SHELL", .choice(of: Shell.self), help: "bash, zsh or fish")
}
