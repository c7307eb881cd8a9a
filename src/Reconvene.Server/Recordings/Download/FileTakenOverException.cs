using System.Diagnostics.CodeAnalysis;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings.Download;

/// <summary>The file's row changed under a download: another run has it, or Zoom lists something else now.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Caught in this room alone.")]
internal sealed class FileTakenOverException(RecordingFileId file)
    : Exception($"File {file.Value} changed while it was fetched.");
