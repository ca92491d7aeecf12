using Google.Protobuf;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Registry.Server.Reports;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>To which country she was trafficked is a field of hers and a table of the reports.</summary>
public sealed class TraffickedToTests
{
    private static readonly DateOnly Day = new(2016, 3, 1);

    [Theory]
    [InlineData("CN", true)]
    [InlineData("VN", true)]
    [InlineData("", true)]
    [InlineData("cn", false)]
    [InlineData("CHN", false)]
    public void It_is_a_country_by_its_code_or_nothing(string code, bool valid) =>
        Assert.Equal(valid ? [] : ["person.trafficked_to"], PersonRules.Check(new Person { TraffickedTo = code }, "person.", Day).Select(problem => problem.Field));

    [Fact]
    public void Statistics_keep_its_code_and_count_it_with_the_victim()
    {
        var fields = new OpenField[] { new("trafficked_to", Domain.Access.FieldClass.Exploitation, new Person { TraffickedTo = "LA" }.ToByteArray()) };

        var codes = Traits.Of(LawTables.Load(), fields, Day);

        Assert.Equal(["LA"], codes[Figure.TraffickedTo]);
        Assert.True(Figure.TraffickedTo.IsOfVictims());
        Assert.True(Figure.TraffickedTo.IsOpen());
    }
}
