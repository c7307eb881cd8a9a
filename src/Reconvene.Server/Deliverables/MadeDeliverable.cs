using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Templates;

namespace Reconvene.Server.Deliverables;

/// <summary>A deliverable that is made and not yet kept.</summary>
/// <param name="Template">By which it was made.</param>
/// <param name="Document">What was made.</param>
/// <param name="Fingerprint">Of all that it was made of.</param>
/// <param name="Maker">Who made it.</param>
internal sealed record MadeDeliverable(Template Template, DeliverableDocument Document, string Fingerprint, string Maker)
{
    /// <summary>False when the model is to make it yet: then what it has already answered is kept on.</summary>
    public required bool IsFinal { get; init; }
}
