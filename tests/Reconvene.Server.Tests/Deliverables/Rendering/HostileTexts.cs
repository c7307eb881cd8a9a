namespace Reconvene.Server.Tests.Deliverables.Rendering;

/// <summary>What people and meetings may be called, and what may be said, so that a file or a program goes wrong.</summary>
internal static class HostileTexts
{
    private const string Calling =
        """</title></style><link rel="stylesheet" href="http://HOST/a"><link rel=attachment href="file:///etc/passwd"><img src="http://HOST/b">"""
        + """<style>@import url("http://HOST/c");*{background:url(http://HOST/d)}</style><iframe src="file:///etc/passwd"></iframe>"""
        + """<script src="http://HOST/e"></script><svg onload=alert(1)> ![x](http://HOST/f) [y](http://HOST/g) http://HOST/h file:///etc/passwd """
        + "\" onmouseover=\"x\" style=\"background:url(http://HOST/i)\" <base href=\"http://HOST/\"> "
        + """<meta http-equiv=refresh content="0;url=http://HOST/j"> ]]> --> \") ;} """;

    /// <summary>With addresses of a host that is not to be called, wherever markup could have one.</summary>
    public static string Calls(string host) => Calling.Replace("HOST", host, StringComparison.Ordinal);

    public static TheoryData<string> All =>
    [
        Calls("127.0.0.1:9"),
        "control \u0000\u0001\u0008\u000b\u000c\u001f\u007f\u0085 \ufffe\uffff \ud800 lone \udc00 end",
        "<w:p>&amp;]]></w:t></w:r> &#0; &unknown; <!-- --> <![CDATA[",
        string.Concat(Enumerable.Repeat("a very long word-", 600)),
        new string('W', 10_000),
        "\u202eevil\u202c \u2066isolate ‮ שלום עולם مرحبا بالعالم",
        "مرحبا بالعالم 123 abc",
        "😀👩‍👩‍👧‍👦🏳️‍🌈 日本語 한국어 ไทย हिन्दी ½ ﷽ Z̸̢̛͎a̶l̴g̵o̶",
        "\\ \\5c \\22 \" ' ; } { */ /* \\a \u2028 \u2029 attr(x) var(--x)",
        " \t\r\n ",
        "",
    ];
}
