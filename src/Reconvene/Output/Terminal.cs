namespace Reconvene.Output;

/// <summary>Where a command reads and writes: data goes to <see cref="Out"/>, words to <see cref="Error"/>.</summary>
/// <param name="In">For passwords that are handed over on stdin.</param>
/// <param name="Out">Data only, so that it can be piped.</param>
/// <param name="Error">Progress, sentences, the server's log.</param>
/// <param name="IsRich">A person looks at <paramref name="Out"/>: tables may be drawn.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool IsRich)
{
    public static Terminal OfProcess() => new(Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected);

    /// <summary>One line of data.</summary>
    public void Print(string line) => Out.WriteLine(line);

    /// <summary>A sentence for the person who waits.</summary>
    public void Say(string sentence) => Error.WriteLine(sentence);
}
