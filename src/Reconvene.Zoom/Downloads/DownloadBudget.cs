using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Downloads;

/// <summary>What downloads are taken from that Zoom counts as calls of its API, as those of Zoom Phone.</summary>
/// <param name="Rates">The account's budget. Asked before each download, and told of each refusal.</param>
/// <param name="Operation">As what Zoom counts them.</param>
public sealed record DownloadBudget(IZoomRateBudget Rates, ZoomOperation Operation);
