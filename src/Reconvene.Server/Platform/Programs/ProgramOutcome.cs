namespace Reconvene.Server.Platform.Programs;

/// <summary>How the run of an outside program went.</summary>
internal abstract record ProgramOutcome
{
    /// <summary>It ended by itself.</summary>
    /// <param name="ExitCode">Above 128 when a signal ended it.</param>
    /// <param name="Output">What it wrote on its standard output.</param>
    /// <param name="Error">The beginning of what it wrote on its standard error, without control characters.</param>
    internal sealed record Ended(int ExitCode, byte[] Output, string Error) : ProgramOutcome;

    /// <summary>It was ended, with all that it had started.</summary>
    /// <param name="Reason">What it went beyond, as the end of a sentence that begins with its name.</param>
    internal sealed record Stopped(string Reason) : ProgramOutcome;

    /// <summary>It is not there, or nothing can keep it within limits here.</summary>
    internal sealed record NotThere(string Reason) : ProgramOutcome;
}
