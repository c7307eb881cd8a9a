using Reconvene.Server.Transcripts.Formats;

namespace Reconvene.Server.Tests.Transcripts.Formats;

/// <summary>Spoken words in Markdown are shown as they are, and lead nowhere.</summary>
public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("see www.evil.example/x", @"see www\.evil\.example/x")]
    [InlineData("evil.example", @"evil\.example")]
    [InlineData("почта.рф", @"почта\.рф")]
    [InlineData("write to a@b.example", @"write to a&#64;b\.example")]
    [InlineData("https://evil.example", @"https&#58;//evil\.example")]
    [InlineData("Version 1.5 ends. Then 2.", "Version 1.5 ends. Then 2.")]
    [InlineData("1. first", @"1\. first")]
    [InlineData("<img src=x> *a* _b_ `c` [d](e)", @"&lt;img src=x&gt; \*a\* \_b\_ \`c\` \[d\](e)")]
    public void It_is_shown_and_no_link(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));
}
