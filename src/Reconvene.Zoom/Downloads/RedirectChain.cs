using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.Downloads;

/// <summary>The addresses a download went through; printed without queries, which hold tokens.</summary>
internal sealed class RedirectChain
{
    private const int MostRedirects = 5;

    private readonly List<Uri> _hops = [];

    public bool HasRedirected => _hops.Count > 1;

    public bool IsFull => _hops.Count > MostRedirects;

    /// <summary>Notes the next address; false when the chain was there before.</summary>
    public bool TryAdd(Uri hop)
    {
        var isNew = !_hops.Exists(earlier => earlier.AbsoluteUri == hop.AbsoluteUri);
        _hops.Add(hop);
        return isNew;
    }

    public override string ToString() => string.Join(" → ", _hops.Select(Scrub.Address));
}
