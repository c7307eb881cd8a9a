using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// Recognition by a program of the operator's. It answers JSON, on its standard output or in the file that it was named:
/// <c>{"language":"en","segments":[{"start":0.0,"end":1.5,"text":"…"}]}</c> with times in seconds, or what whisper.cpp writes.
/// </summary>
internal sealed class CommandRecogniser(OutsidePrograms programs, IOptions<RecognitionOptions> options) : IRecogniser
{
    private const string OutputFile = "heard";
    private const long LargestOutput = 16 << 20;
    private const int LongestCpuFactor = 64;

    /// <summary>Models are many files, and so are the libraries that run them.</summary>
    private const int MostOpenFiles = 1024;

    public string Name => Path.GetFileName(options.Value.Command!) + (options.Value.Language is { } language ? $" {language}" : "");

    private string Program => Path.GetFileName(options.Value.Command!);

    public async Task<HeardOutcome> RecogniseAsync(SoundPiece piece, CancellationToken cancellation)
    {
        var settings = options.Value;
        using var place = programs.MakePlace();

        // On many cores it uses more of the processor than of the clock.
        var limits = new ProgramLimits(settings.PieceTimeLimit, settings.PieceTimeLimit * LongestCpuFactor, settings.CommandMemoryBytes, LargestOutput)
        {
            MayUseNetwork = settings.CommandMayUseNetwork,
            OpenFiles = MostOpenFiles,
        };
        return await programs.RunAsync(settings.Command!, Arguments(settings, piece, place), limits, place, told: null, cancellation) switch
        {
            ProgramOutcome.Ended { ExitCode: 0 } ended => await ReadAsync(ended.Output, piece, place, cancellation),

            // What it said may be what it heard, which no log may hold.
            ProgramOutcome.Ended ended => Failed(
                FailureKind.Unavailable, $"{Program} ended with {ended.ExitCode}: run it by hand on a sound file to see what it says."),
            ProgramOutcome.Stopped stopped => Failed(FailureKind.Unavailable, $"{Program} {stopped.Reason}"),
            ProgramOutcome.NotThere missing => Failed(FailureKind.Misconfigured, $"{missing.Reason} Correct Recognition:Command."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string[] Arguments(RecognitionOptions settings, SoundPiece piece, ProgramPlace place) =>
    [
        .. settings.Arguments.Select(one => one
            .Replace("{input}", piece.Path, StringComparison.Ordinal)
            .Replace("{output}", place.Of(OutputFile), StringComparison.Ordinal)
            .Replace("{language}", settings.Language ?? "auto", StringComparison.Ordinal)
            .Replace("{model}", settings.Model, StringComparison.Ordinal)),
    ];

    private async Task<HeardOutcome> ReadAsync(byte[] output, SoundPiece piece, ProgramPlace place, CancellationToken cancellation)
    {
        // Some add the extension by themselves.
        var file = new FileInfo(place.Of(OutputFile)) is { Exists: true } exact ? exact : new FileInfo(place.Of(OutputFile + ".json"));
        var json = file.Exists ? await File.ReadAllBytesAsync(file.FullName, cancellation) : output;
        return HeardReader.Read(json, piece.End - piece.Start) is { } heard
            ? new HeardOutcome.Done(heard)
            : Failed(
                FailureKind.Misconfigured,
                $"{Program} wrote something else than JSON with a list of segments, each with start, end and text: let it write that to {{output}} or its standard output.");
    }

    private static HeardOutcome.Failed Failed(FailureKind kind, string reason) => new(new Failure(kind, reason));
}
