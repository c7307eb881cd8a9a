namespace Reconvene.Architecture.Tests;

public sealed class FloorTests
{
    private const string Server = "src/Reconvene.Server/";

    [Fact]
    public void Every_room_has_its_floor()
    {
        var rooms = SourceTree.Files(Server).Select(Room).OfType<string>().Distinct(StringComparer.Ordinal);

        Assert.Empty(rooms.Except(Floors.Rooms.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_names_only_rooms_of_floors_below_it()
    {
        var wrong =
            from file in SourceTree.Files(Server)
            let room = Room(file)
            where room is not null && Floors.Rooms.ContainsKey(room)
            from line in file.Code
            from named in Floors.NamedIn(line.Text)
            where Floors.Rooms.ContainsKey(named) && !Floors.Allows(room, named)
            select $"{line.Place}: {room} names {named}";

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Recordings", "Ledger", true)]
    [InlineData("Ledger", "Recordings", false)]
    [InlineData("Webhooks", "ZoomApps", true)]
    [InlineData("ZoomApps", "Webhooks", false)]
    [InlineData("Sources", "Recordings", false)]
    [InlineData("Connections", "Jobs", true)]
    [InlineData("Jobs", "Connections", false)]
    public void The_table_reads_as_it_is_drawn(string from, string to, bool allowed) =>
        Assert.Equal(allowed, Floors.Allows(from, to));

    [Theory]
    [InlineData("using Reconvene.Server.Ledger;", "Ledger")]
    [InlineData("using Reconvene.Server.Platform.Data;", "Platform")]
    [InlineData("new Reconvene.Server.Jobs.Lane()", "Jobs")]
    public void A_room_is_seen_in_a_using_and_in_a_full_name(string line, string room) =>
        Assert.Equal(room, Assert.Single(Floors.NamedIn(line)));

    /// <summary>The room a file stands in; null for the composition at the root, which names them all.</summary>
    private static string? Room(SourceFile file)
    {
        var parts = file.Name[Server.Length..].Split('/');
        return parts.Length > 1 ? parts[0] : null;
    }
}
