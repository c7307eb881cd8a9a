using Microsoft.Win32.SafeHandles;
using Reconvene.Server.Recordings.Download;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>A disk that says at the last moment that it did not take what was written.</summary>
internal sealed class FailingSync : FileSync
{
    private const int InputOutputError = 5;

    public bool FlushFails { get; set; }

    public bool RenameFails { get; set; }

    public override void Flush(SafeFileHandle file) => Do(FlushFails, () => base.Flush(file));

    public override void Rename(string from, string to) => Do(RenameFails, () => base.Rename(from, to));

    private static void Do(bool fails, Action act)
    {
        if (fails)
        {
            throw new IOException("Input/output error", InputOutputError);
        }

        act();
    }
}
