using System.CommandLine;
using Reconvene.Output;

namespace Reconvene.Commands.Audit;

/// <summary><c>audit</c>: who did what, and whether that record is whole.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal) => new("audit", "Who did what.")
    {
        ListAuditCommand.Create(terminal),
        VerifyAuditCommand.Create(terminal),
    };
}
