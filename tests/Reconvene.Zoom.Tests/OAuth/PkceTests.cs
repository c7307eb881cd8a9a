using Reconvene.Zoom.OAuth;

namespace Reconvene.Zoom.Tests.OAuth;

public class PkceTests
{
    [Fact]
    public void The_challenge_is_that_of_the_rfc() =>
        Assert.Equal(
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            Pkce.Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    [Fact]
    public void A_verifier_is_43_unreserved_characters_and_never_the_same()
    {
        var verifiers = Enumerable.Range(0, 200).Select(static _ => Pkce.NewVerifier()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(200, verifiers.Count);
        Assert.All(verifiers, static one => Assert.Matches("^[A-Za-z0-9._~-]{43}$", one));
        Assert.All(verifiers, static one => Assert.Matches("^[A-Za-z0-9_-]{43}$", Pkce.Challenge(one)));
    }

    [Theory]
    [InlineData(43, 'a', true)]
    [InlineData(128, '~', true)]
    [InlineData(42, 'a', false)]
    [InlineData(129, 'a', false)]
    [InlineData(43, '+', false)]
    [InlineData(43, ' ', false)]
    [InlineData(43, 'я', false)]
    public void Only_a_verifier_of_the_rfc_has_a_challenge(int length, char letter, bool good)
    {
        var verifier = new string(letter, length);

        if (good)
        {
            Assert.Equal(43, Pkce.Challenge(verifier).Length);
        }
        else
        {
            Assert.Throws<ArgumentException>(() => Pkce.Challenge(verifier));
        }
    }
}
