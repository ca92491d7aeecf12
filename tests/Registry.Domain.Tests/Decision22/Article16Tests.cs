using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 16: sanctions. Whoever looked leaves a trace that inspectors read; they read no record.</summary>
public sealed class Article16Tests
{
    [Fact]
    public void Clause_2_the_inspectorate_reads_lines_and_no_record()
    {
        var play = new BorderReturn().Referred();

        Assert.Equal(["AccessLines"], Hue.Reads(Hue.Inspector, play.World.FactsOf(play.Victim)));
    }
}
