using System.Globalization;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Programs;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Has the speech of one file recognised, piece by piece; each piece is kept when it is done, and is not heard again.</summary>
internal sealed class HearFile(CutSound cut, OutsidePrograms programs, RecognitionStore store, IRecogniser recogniser)
{
    /// <summary>Where the step stands at its beginning and its end, of a hundred of the job.</summary>
    private const int Begun = 55;
    private const int Done = 68;

    /// <summary>Stands with what is heard.</summary>
    public string Recogniser => recogniser.Name;

    /// <summary>Null when all of the file was recognised.</summary>
    public async Task<Failure?> RunAsync(StepContext context, HeldSoundFile file, CancellationToken cancellation)
    {
        using var place = programs.MakePlace();
        await context.MarkAsync(Begun, "The sound is being prepared for recognition.", null, cancellation);
        var (pieces, failure) = await cut.RunAsync(file.Path, place, cancellation);
        if (failure is not null)
        {
            return failure;
        }

        var plan = pieces.Select(piece => (StartMs: (long)piece.Start.TotalMilliseconds, EndMs: (long)piece.End.TotalMilliseconds)).ToList();
        await store.ForgetOtherCutsAsync(context.Tenant, file, plan, cancellation);
        var done = (await store.PiecesAsync(context.Tenant, file.FileId, file.Sha256, cancellation)).Select(piece => piece.StartMs).ToHashSet();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (done.Contains(plan[i].StartMs))
            {
                continue;
            }

            place.KeepAlive();
            switch (await recogniser.RecogniseAsync(pieces[i], cancellation))
            {
                case HeardOutcome.Failed failed:
                    return failed.Failure;
                case HeardOutcome.Done(var heard):
                    await store.KeepAsync(context.Tenant, file, new HeardPiece(plan[i].StartMs, plan[i].EndMs, heard), cancellation);
                    break;
            }

            // A bookmark that moves is progress, after which failures count anew: only what was heard now may move it.
            await context.MarkAsync(
                Begun + ((Done - Begun) * (i + 1) / pieces.Count),
                string.Create(CultureInfo.InvariantCulture, $"Speech was recognised in {i + 1} of {pieces.Count} pieces."),
                new { file = file.FileId, piece = i + 1 },
                cancellation);
        }

        return null;
    }
}
