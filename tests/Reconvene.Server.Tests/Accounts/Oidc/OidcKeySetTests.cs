using System.Text.Json;
using Reconvene.Server.Accounts.Oidc;

namespace Reconvene.Server.Tests.Accounts.Oidc;

public sealed class OidcKeySetTests
{
    [Fact]
    public void What_is_no_key_is_passed_over_whatever_its_shape()
    {
        using var document = JsonDocument.Parse(
            """{"keys":[1,"x",null,true,[],{},{"kid":5},{"kid":"a","kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}""");

        Assert.Empty(OidcKeySet.Read(document.RootElement));
    }
}
