using Reconvene.Zoom.OAuth;

namespace Reconvene.Zoom.Tests;

public class SecretTests
{
    [Fact]
    public void Nothing_that_prints_shows_a_secret()
    {
        var secret = new Secret("canary");
        var token = new ZoomToken(secret, DateTimeOffset.MaxValue) { RefreshToken = secret };

        Assert.Equal("***", secret.ToString());
        Assert.DoesNotContain("canary", $"{token} {ZoomResult.Ok(token)} {(secret, 1)}", StringComparison.Ordinal);
        Assert.Equal("canary", secret.Reveal());
    }

    [Fact]
    public void Nothing_is_an_empty_secret()
    {
        Assert.True(default(Secret).IsEmpty);
        Assert.Equal(string.Empty, default(Secret).Reveal());
    }
}
