using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Simulator;

/// <summary>How the simulator behaves where Zoom's documents leave room. Can be changed while it runs.</summary>
public sealed class SimulatorSwitches
{
    /// <summary>How long an access token really holds. 3599 s by default.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(3599);

    /// <summary>What the token answer says in <c>expires_in</c>, in seconds. 3599 by default.</summary>
    public int AnnouncedTokenLifeSeconds { get; set; } = 3599;

    /// <summary>Leaves <c>scope</c> out of the token answer, as for a new app. Off by default.</summary>
    public bool OmitScopeInTokenAnswer { get; set; }

    /// <summary>Leaves <c>api_url</c> out of the token answer. Off by default.</summary>
    public bool OmitApiUrlInTokenAnswer { get; set; }

    /// <summary>The <c>api_url</c> of the token answer; the simulator's own address when null, the default.</summary>
    [SuppressMessage("Design", "CA1056:URI-like properties should not be strings", Justification = "It may be hostile or no URL at all.")]
    public string? ApiUrlInTokenAnswer { get; set; }

    /// <summary>The scopes that new tokens of the Server-to-Server app carry. All that the calls here need by default.</summary>
    public IReadOnlyList<string> GrantedScopes { get; set; } = Zoom.Api.Scopes.All;

    /// <summary>How long a code of the authorize page holds. Five minutes by default.</summary>
    public TimeSpan AuthorizationCodeLife { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a refresh token holds when nobody exchanges it. 90 days by default.</summary>
    public TimeSpan RefreshTokenLife { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a refresh token can be used again after it was exchanged. Not at all by default.</summary>
    public TimeSpan ReplacedRefreshTokenLife { get; set; }

    /// <summary>The access token of a former pair holds until it runs out. On by default; off, a refresh kills it.</summary>
    public bool ReplacedAccessTokenHolds { get; set; } = true;

    /// <summary>A dead refresh token is an <c>invalid_request</c>, as some have seen. <c>invalid_grant</c> by default.</summary>
    public bool DeadTokenIsInvalidRequest { get; set; }

    /// <summary>Refuses a wrong or disabled client with 401. 400 by default.</summary>
    public bool RefuseClientWith401 { get; set; }

    /// <summary>How the token endpoint writes a refusal. A reason and an error by default.</summary>
    public OAuthErrorForm OAuthErrorForm { get; set; }

    /// <summary>A new Server-to-Server token kills the former one of the same app and account. Off by default: several hold at once.</summary>
    public bool OneServerToServerTokenAtATime { get; set; }

    /// <summary>The e-mail of who is signed in to Zoom, so that the authorize page offers no choice. Nobody by default.</summary>
    public string? SignedInUser { get; set; }

    /// <summary>What is added to the simulator's time in the <c>Date</c> header of its answers. Nothing by default.</summary>
    public TimeSpan DateOffset { get; set; }

    /// <summary>How long a <c>download_access_token</c> holds when no <c>ttl</c> is asked. One hour by default.</summary>
    public TimeSpan DownloadTokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the <c>download_token</c> of an event holds. 24 hours by default.</summary>
    public TimeSpan WebhookTokenLife { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Accepts the legacy <c>?access_token=</c> on downloads, as tools of old send it. On by default.</summary>
    public bool AcceptTokenInQuery { get; set; } = true;

    /// <summary>How many redirects a download makes before the bytes come. One by default, none serves at once.</summary>
    public int DownloadRedirects { get; set; } = 1;

    /// <summary>Redirects for ever, to the same address. Off by default.</summary>
    public bool RedirectLoop { get; set; }

    /// <summary>
    /// The origin that the last redirect leads to, such as <c>https://files.evil.example</c> or <c>http://localhost:5000</c>;
    /// the simulator's own when null, the default.
    /// </summary>
    public string? RedirectOrigin { get; set; }

    /// <summary>What the redirected address wants to see. The signature in it or a bearer by default.</summary>
    public RedirectProof RedirectProof { get; set; } = RedirectProof.SignatureOrBearer;

    /// <summary>How a refused download looks. 401 with code 124 by default.</summary>
    public DownloadRefusal DownloadRefusal { get; set; } = DownloadRefusal.Status401;

    /// <summary>Answers range requests in full with 200. Off by default.</summary>
    public bool IgnoreRange { get; set; }

    /// <summary>Leaves out <c>ETag</c> and <c>Last-Modified</c> of media. Off by default.</summary>
    public bool OmitETag { get; set; }

    /// <summary>Sends media in chunks, without saying how long it is. Off by default.</summary>
    public bool OmitLength { get; set; }

    /// <summary>Finds a UUID that starts with a slash or holds two in a row even when encoded only once. Off by default.</summary>
    public bool AcceptSlashUuidEncodedOnce { get; set; }

    /// <summary>Writes <c>x-zm-request-timestamp</c> in milliseconds. Seconds by default.</summary>
    public bool WebhookTimestampInMilliseconds { get; set; }

    /// <summary>A retry carries the timestamp and signature of the first attempt. Off by default: each is signed anew.</summary>
    public bool RetriesKeepTimestamp { get; set; }

    /// <summary>How long a webhook receiver may take. Three seconds of real time by default.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Webhooks stop: no event is sent, and a retry that falls due is lost with all that would follow it. Off by default.</summary>
    public bool MuteWebhooks { get; set; }
}
