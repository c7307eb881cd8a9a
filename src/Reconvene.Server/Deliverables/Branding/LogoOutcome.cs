namespace Reconvene.Server.Deliverables.Branding;

/// <summary>What came of a picture that is to be a logo.</summary>
internal abstract record LogoOutcome
{
    /// <summary>It can.</summary>
    internal sealed record Taken(BrandLogo Logo) : LogoOutcome;

    /// <summary>It cannot be one.</summary>
    /// <param name="Reason">A sentence that says what to send instead.</param>
    internal sealed record Refused(string Reason) : LogoOutcome;
}
