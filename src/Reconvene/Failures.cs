using Reconvene.Client;
using Reconvene.Output;
using Reconvene.Server.Platform;

namespace Reconvene;

/// <summary>Turns what ended a command into one sentence on stderr and an exit code.</summary>
internal static class Failures
{
    public static int Tell(Exception error, Terminal terminal, bool stopping)
    {
        if (error is OperationCanceledException && stopping)
        {
            return ExitCodes.Interrupted;
        }

        var (code, sentence) = Judge(error);
        terminal.Error.WriteLine(sentence);
        return code;
    }

    private static (int Code, string Sentence) Judge(Exception error) => error switch
    {
        StartRefusedException => (ExitCodes.StartRefused, error.Message),
        CommandFailedException failed => (failed.ExitCode, failed.Message),
        ReconveneException refused => (ExitCodes.Failed, Sentence(refused)),
        ServerUnreachableException => (ExitCodes.ServerUnreachable, error.Message),
        _ => (ExitCodes.Failed, $"This is a fault in Reconvene, please report it: {error}"),
    };

    private static string Sentence(ReconveneException refused) => refused.Errors.Count is 0
        ? $"{refused.Message} ({refused.ErrorCode})"
        : string.Join(
            Environment.NewLine,
            refused.Errors.Select(field => $"{field.Field}: {field.Message}").Prepend($"{refused.Message} ({refused.ErrorCode})"));
}
