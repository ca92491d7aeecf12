using System.Text.Json.Nodes;
using Registry.Domain.Law;
using Registry.Tool.Demo;

namespace Registry.Tool.Tests.Demo;

public sealed class PlayerPartsTests
{
    private static readonly JsonNode Dossier = JsonNode.Parse(
        """{"measures":[{"clause":"GUARD","operation":"x"},{"clause":"SHELTER","place":{"line":"y"}}],"empty":{},"flag":true,"names":["a","b"]}""")!;

    [Theory]
    [InlineData("measures[clause=SHELTER].place.line", 1)]
    [InlineData("measures[clause=GUARD].place", 0)]
    [InlineData("measures.clause", 2)]
    [InlineData("measures[1].clause", 1)]
    [InlineData("measures[2].clause", 0)]
    [InlineData("measures[clause=OTHER]", 0)]
    [InlineData("flag.deeper", 0)]
    [InlineData("nothing", 0)]
    public void Paths_lead_to_what_they_name(string path, int found) => Assert.Equal(found, AnswerPath.Find(Dossier, path).Count);

    [Fact]
    public void Leaves_name_every_field_of_an_answer_once() => Assert.Equal(
        ["flag", "measures.clause", "measures.operation", "measures.place.line", "names"], AnswerPath.Leaves(Dossier).Order(StringComparer.Ordinal));

    [Fact]
    public void Names_stand_for_values_of_the_case_and_of_earlier_answers()
    {
        var known = new KnownValues(ScenarioFile.Read(Repository.BorderReturn, LawTables.Load())) { ["look.leaf_index"] = 7 };

        var filled = known.Fill(JsonNode.Parse("""{"person":"${people.sister}","text":"Entry ${look.leaf_index}:","list":["${people.sister.full_name}"]}"""))!;

        Assert.Equal("Lê Thị Ví Dụ", filled["person"]!["full_name"]!.GetValue<string>());
        Assert.Equal("Entry 7:", filled["text"]!.GetValue<string>());
        Assert.Equal("Lê Thị Ví Dụ", filled["list"]![0]!.GetValue<string>());
        Assert.Equal(["later"], known.Unknown(JsonNode.Parse("""["${later}","${look.leaf_index}"]""")));
        Assert.Throws<ScenarioException>(() => known.Fill("${later}"));
    }

    [Fact]
    public void A_request_has_context_dates_masks_and_a_request_id_of_its_own()
    {
        var id = Guid.NewGuid();
        var call = new OfficersCall("x", "x", "x", "CARE", "QD22/2015-D5.4", "vì sao", []);

        var act = ContractMethod.Find("VictimService/RegisterVictim")!
            .Request(call, JsonNode.Parse("""{"occurred_on":"2016-02-26","person":{"birth_date":"1994-08-17"}}""")!.AsObject(), id);
        var read = ContractMethod.Find("IdentityService/GetIdentity")!
            .Request(call, JsonNode.Parse("""{"fields":["full_name","status"]}""")!.AsObject(), id);

        var registered = Assert.IsType<V1.RegisterVictimRequest>(act);
        Assert.Equal((2016, 2, 26), (registered.OccurredOn.Year, registered.OccurredOn.Month, registered.OccurredOn.Day));
        Assert.Equal(1994, registered.Person.BirthDate.Year);
        Assert.Equal(id.ToString(), registered.RequestId);
        Assert.Equal((V1.Purpose.Care, "QD22/2015-D5.4", "vì sao"), (registered.Context.Purpose, registered.Context.LegalBasis, registered.Context.Justification));
        Assert.Equal(["full_name", "status"], Assert.IsType<V1.GetIdentityRequest>(read).Fields.Paths);
    }

    [Fact]
    public void Paper_keeps_to_its_width_and_loses_no_word()
    {
        var text = new StringWriter();
        var long1 = string.Join(' ', Enumerable.Range(0, 200).Select(n => $"từ{n}")) + " " + new string('x', 300);

        new Paper(text).Entry("nhãn", long1);

        var lines = text.ToString().Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= Paper.Width));
        Assert.Equal(long1.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines)[6..].Replace(" ", "", StringComparison.Ordinal));
    }
}
