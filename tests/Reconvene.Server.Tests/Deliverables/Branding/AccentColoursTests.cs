using Reconvene.Server.Deliverables.Branding;

namespace Reconvene.Server.Tests.Deliverables.Branding;

public sealed class AccentColoursTests
{
    [Fact]
    public void Whatever_the_accent_text_in_it_can_be_read_on_paper_and_on_the_dark_page()
    {
        for (var red = 0; red <= 255; red += 17)
        {
            for (var green = 0; green <= 255; green += 17)
            {
                for (var blue = 0; blue <= 255; blue += 17)
                {
                    var used = AccentColours.Of(new Colour((byte)red, (byte)green, (byte)blue));

                    Assert.All(AccentColours.LightGrounds, ground => Assert.True(used.OnLight.ContrastWith(ground) >= AccentColours.Readable));
                    Assert.All(AccentColours.DarkGrounds, ground => Assert.True(used.OnDark.ContrastWith(ground) >= AccentColours.Readable));
                }
            }
        }
    }

    [Fact]
    public void The_default_and_an_accent_that_can_be_read_stay_as_they_are_and_another_is_explained()
    {
        var blue = Colour.Read("#0b5a8a")!.Value;
        var yellow = Colour.Read("#FFee00")!.Value;

        Assert.Equal(AccentColours.Default, AccentColours.Of(null));
        Assert.Equal(blue, AccentColours.Of(blue).OnLight);
        Assert.Equal(yellow, AccentColours.Of(yellow).OnDark);
        var view = AccentColours.Of(yellow).View(yellow);
        Assert.StartsWith("#ffee00 is hard to read on paper (1.", view.Note, StringComparison.Ordinal);
        Assert.EndsWith($"{view.OnLight} is used there.", view.Note, StringComparison.Ordinal);
        Assert.Null(AccentColours.Default.View(null).Note);
    }

    [Theory]
    [InlineData("#0b5a8a", true)]
    [InlineData("#ABCDEF", true)]
    [InlineData("0b5a8a", false)]
    [InlineData("#0b5a8", false)]
    [InlineData("#0b5a8g", false)]
    [InlineData("#+b5a8a", false)]
    [InlineData("# b5a8a", false)]
    [InlineData("red;}</style>", false)]
    public void A_colour_is_read_only_as_six_digits(string text, bool isColour) => Assert.Equal(isColour, Colour.Read(text) is not null);

    [Fact]
    public void Contrast_is_counted_as_WCAG_counts_it()
    {
        Assert.Equal(21, Colour.Black.ContrastWith(Colour.White), 2);
        Assert.Equal(4.48, Colour.Read("#777777")!.Value.ContrastWith(Colour.White), 2);
    }
}
