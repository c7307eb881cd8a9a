using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Recordings;

public class MeetingUuidTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

    private static readonly Arbitrary<string> Uuids = Arb.From(
        Gen.Elements(Alphabet.ToCharArray())
            .Or(Gen.Constant('/'))
            .NonEmptyListOf()
            .Select(static chars => new string([.. chars])));

    [Fact]
    public void Decoding_as_often_as_it_was_encoded_gives_the_uuid_back() =>
        Prop.ForAll(Uuids, static uuid =>
        {
            var once = Uri.UnescapeDataString(new MeetingUuid(uuid).ToPathSegment());
            return IsDouble(uuid) ? Uri.UnescapeDataString(once) == uuid : once == uuid;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_segment_never_holds_a_character_that_ends_it() =>
        Prop.ForAll(
            Uuids,
            static uuid => !new MeetingUuid(uuid).ToPathSegment().AsSpan().ContainsAny("/+=?#"))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_raw_request_keeps_the_segment() =>
        Prop.ForAll(Uuids, static uuid =>
        {
            var segment = new MeetingUuid(uuid).ToPathSegment();
            return Zoom.Calls.Wire.Raw(new Uri("https://api.zoom.us/v2"), "/meetings/" + segment).AbsoluteUri
                == "https://api.zoom.us/v2/meetings/" + segment;
        }).QuickCheckThrowOnFailure();

    [SharedFact]
    public void The_shared_vectors_hold()
    {
        using var vectors = JsonDocument.Parse(SharedFiles.Read("samples", "vectors.json"));
        foreach (var vector in vectors.RootElement.GetProperty("meetingUuidPath").EnumerateArray())
        {
            Assert.Equal(
                vector.GetProperty("pathSegment").GetString(),
                new MeetingUuid(vector.GetProperty("uuid").GetString()!).ToPathSegment());
        }
    }

    [Fact]
    public void A_number_that_is_no_meeting_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MeetingReference.Of(0));

    private static bool IsDouble(string uuid) => uuid[0] == '/' || uuid.Contains("//", StringComparison.Ordinal);
}
