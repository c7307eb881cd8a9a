using Reconvene.Client.Connections;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Whether something else takes tokens of the same app, and ends ours by that.</summary>
internal static class OtherProgramItem
{
    public static CheckItem Of(CheckFacts facts) => facts.EarlyRefusals is 0
        ? new("other_program", CheckState.Ok, "No token ended before its time within the last hour.")
        : new("other_program", CheckState.Warning, $"{facts.EarlyRefusals} tokens ended before their time within the last hour: another program seems to use the same Zoom app.")
        {
            Help = "Give each program a Zoom app of its own.",
        };
}
