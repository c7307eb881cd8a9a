using System.Diagnostics.CodeAnalysis;

namespace Reconvene;

/// <summary>A command cannot do what was asked: the message says why, and what to do, to the person who ran it.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Only the command line catches it.")]
internal sealed class CommandFailedException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
