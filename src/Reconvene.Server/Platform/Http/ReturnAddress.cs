using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Where a person is sent after a page has done its work: a path of this server, or an address whose origin the
/// configuration names. Whatever else a link asks for is ignored, so that nobody is led elsewhere by it.
/// </summary>
internal sealed class ReturnAddress(IOptions<HttpOptions> options, PublicAddress address)
{
    private const int Longest = 2000;

    /// <summary>The address if it may be followed, else null.</summary>
    public string? Judge(string? wanted)
    {
        if (wanted is null or "" || wanted.Length > Longest || wanted.Any(letter => letter is <= ' ' or '\\' or > '~'))
        {
            return null;
        }

        if (wanted[0] is '/')
        {
            return LocalPath.Judge(wanted);
        }

        return Uri.TryCreate(wanted, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length is 0
            && options.Value.Origins.Append(address.Origin).Any(origin => IsOf(uri, origin))
                ? uri.AbsoluteUri
                : null;
    }

    private static bool IsOf(Uri uri, string origin) =>
        uri.Scheme is "https" or "http"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
