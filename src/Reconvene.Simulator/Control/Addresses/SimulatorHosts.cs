namespace Reconvene.Simulator.Control.Addresses;

/// <summary>
/// The names under which clients reach the simulator, such as <c>api.zoom.us</c>, when they are led here. Each may have a port, or be a
/// whole origin such as <c>https://api.zoom.us</c>. What is null follows the name that the client called.
/// </summary>
public sealed record SimulatorHosts
{
    /// <summary>The names that Zoom itself has.</summary>
    public static SimulatorHosts Zoom { get; } = new()
    {
        Api = "api.zoom.us", OAuth = "zoom.us", Web = "us02web.zoom.us", Files = "ssrweb.zoom.us",
    };

    /// <summary>Where the API is: <c>api_url</c> of the token answer, downloads of Zoom Phone.</summary>
    public string? Api { get; init; }

    /// <summary>Where tokens and consents are.</summary>
    public string? OAuth { get; init; }

    /// <summary>Where recordings and meetings are: download, share, play, join and start addresses.</summary>
    public string? Web { get; init; }

    /// <summary>Where the last redirect of a download leads to; that of <see cref="Web"/> when null, the default.</summary>
    public string? Files { get; init; }
}
