using System.Text;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Branding;

public sealed class ReadLogoTests
{
    [Fact]
    public void A_PNG_and_a_JPEG_are_taken_with_their_sizes()
    {
        var png = Assert.IsType<LogoOutcome.Taken>(ReadLogo.Run(Pictures.Png(120, 40))).Logo;
        var jpeg = Assert.IsType<LogoOutcome.Taken>(ReadLogo.Run(Pictures.Jpeg(90, 30))).Logo;

        Assert.Equal(("image/png", 120, 40), (png.ContentType, png.Width, png.Height));
        Assert.Equal(("image/jpeg", 90, 30), (jpeg.ContentType, jpeg.Width, jpeg.Height));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("\ufeff  \n<?xml version=\"1.0\"?><svg/>")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>")]
    public void SVG_is_refused_with_its_reason(string text)
    {
        var refused = Assert.IsType<LogoOutcome.Refused>(ReadLogo.Run(Encoding.UTF8.GetBytes(text)));

        Assert.Equal("SVG may carry scripts and addresses, so it is not taken: send it as PNG or JPEG.", refused.Reason);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "neither a whole PNG", Pictures.Png()[..^3] },
        { "neither a whole PNG", [.. Pictures.Png(), .. "<script>"u8] },
        { "neither a whole PNG", Pictures.Png()[..8] },
        { "neither a whole PNG", Pictures.Jpeg()[..^2] },
        { "neither a whole PNG", "GIF89a"u8.ToArray() },
        { "neither a whole PNG", [0xff, 0xd8, 0xff, 0xda, 0x00, 0x02, 0, 0, 0, 0, 0, 0, 0xff, 0xd9] },
        { "nothing in the body", [] },
        { "has 30000 by 30000 pixels", Pictures.PngThatClaims(30_000, 30_000) },
        { "has 0 by 10 pixels", Pictures.PngThatClaims(0, 10) },
        { "has 2147483647 by 1 pixels", Pictures.PngThatClaims(-1, 1) },
        { "has 3000 by 9 pixels", Pictures.Jpeg(3000, 9) },
        { "more than 512 KiB", new byte[ReadLogo.LargestBytes + 1] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_whole_picture_or_too_large_is_refused_with_its_reason(string reason, byte[] bytes) =>
        Assert.Contains(reason, Assert.IsType<LogoOutcome.Refused>(ReadLogo.Run(bytes)).Reason, StringComparison.Ordinal);

    [Fact]
    public void No_beginning_of_a_picture_makes_the_reader_fail()
    {
        foreach (var picture in new[] { Pictures.Png(), Pictures.Jpeg() })
        {
            for (var length = 0; length < picture.Length; length++)
            {
                Assert.IsType<LogoOutcome.Refused>(ReadLogo.Run(picture[..length]));
            }
        }
    }
}
