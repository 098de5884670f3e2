extension String {
    /// RFC 3986: everything but unreserved characters becomes `%XX`, also a blank.
    func percentEncoded(keepingSlashes: Bool = false) -> String {
        PercentEncoding.encode(utf8, allowing: keepingSlashes ? "/" : "")
    }

    /// The text behind `%XX` escapes and `+` for blanks, as S3 writes keys with `encoding-type=url`; nil for bytes
    /// that are no UTF-8.
    package var formDecoded: String? {
        let blanks = utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(
            validating: PercentEncoding.decode(String(decoding: blanks, as: UTF8.self)), as: UTF8.self)
    }
}
