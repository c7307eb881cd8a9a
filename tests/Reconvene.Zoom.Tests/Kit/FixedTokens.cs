using Reconvene.Zoom.OAuth;

namespace Reconvene.Zoom.Tests.Kit;

/// <summary>Gives tokens "token-1", "token-2", … one further each time one is refused.</summary>
internal sealed class FixedTokens(string? apiUrl = null, string prefix = "token-") : IZoomTokenSource
{
    private int _number = 1;

    public int Replacements => _number - 1;

    public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation) => new(Current());

    public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation)
    {
        _number++;
        return new(Current());
    }

    private ZoomResult<ZoomToken> Current() => ZoomResult.Ok(
        new ZoomToken(new Secret(prefix + _number), DateTimeOffset.MaxValue) { ApiUrl = apiUrl });
}
