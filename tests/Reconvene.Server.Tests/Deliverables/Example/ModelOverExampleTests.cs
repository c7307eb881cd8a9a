using Reconvene.Server.Tests.Deliverables.Models;
using Reconvene.Server.Transcripts.Vtt;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Example;

/// <summary>A model over the real transcript: what it invents or cites falsely does not get through.</summary>
public sealed class ModelOverExampleTests
{
    /// <summary>
    /// The good one glues two places together once, without a mark between: that is stitched, and dropped. And it calls a chapter by words
    /// that say nothing.
    /// </summary>
    [SharedTheory(ExampleScene.Vtt)]
    [InlineData(ModelBehaviour.Good, 0, 2)]
    [InlineData(ModelBehaviour.FalseCitations, 10, 30)]
    public async Task What_a_model_says_of_the_real_transcript_is_carried_by_what_it_cites(ModelBehaviour behaviour, int fewest, int most)
    {
        await using var scene = await ModelScene.StartAsync(TestEngine.Sqlite, new TestClock(), ("Model:AnswerTokens", "12000"));
        scene.Script.Behaviour = new ModelRule { Behaviour = behaviour };
        var example = await ExampleScene.StartAsync(scene.World);
        var spoken = await example.SpokenAsync();
        var document = await example.DocumentAsync();

        var statements = document.Summary.Concat(document.KeyPoints).Concat(document.Decisions).Concat(document.Questions)
            .Select(one => (one.Text, one.Segments))
            .Concat(document.ActionItems.Select(one => (Text: one.Task, one.Segments)))
            .ToList();
        Assert.Equal(ModelScene.Model, document.MadeBy);
        Assert.InRange(document.DroppedClaims, fewest, most);
        Assert.NotEmpty(statements);
        Assert.All(statements, statement =>
        {
            var said = statement.Segments.SelectMany(number => SpokenWords.Folded(spoken[number])).ToHashSet(StringComparer.Ordinal);
            var words = SpokenWords.Folded(statement.Text).Where(word => word.Length > 3).ToList();
            Assert.True(words.Count(said.Contains) * 2 >= words.Count, $"'{statement.Text}' is not in: {string.Join(' ', said)}");
        });
    }
}
