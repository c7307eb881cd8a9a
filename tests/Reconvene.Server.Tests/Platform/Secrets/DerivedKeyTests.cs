using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Tests.Platform.Secrets;

public sealed class DerivedKeyTests
{
    [Fact]
    public void Keys_derived_for_different_purposes_are_all_different()
    {
        string[] purposes = ["access-token", "setup", "oauth-state", "links", "wrap", "key-id"];
        byte[] master = [.. Enumerable.Range(1, MasterKeys.KeyBytes).Select(number => (byte)number)];
        var keys = new MasterKeys([master]);

        string[] texts = [Convert.ToHexString(master), .. purposes.Select(purpose => Convert.ToHexString(keys.Derive(purpose)))];

        Assert.Equal(texts.Length, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Convert.ToHexString(keys.Derive("setup")), Convert.ToHexString(new MasterKeys([master]).Derive("setup")));
    }
}
