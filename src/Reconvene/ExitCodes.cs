namespace Reconvene;

/// <summary>What the process ends with; told in <c>docs/cli.md</c>, so a promise.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int StartRefused = 3;
    public const int ServerUnreachable = 4;
    public const int Interrupted = 130;
}
