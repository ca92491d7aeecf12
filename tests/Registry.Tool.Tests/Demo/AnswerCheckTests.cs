using System.Text.Json.Nodes;
using Grpc.Core;
using Registry.Domain.Law;
using Registry.Tool.Demo;
using Registry.V1;

namespace Registry.Tool.Tests.Demo;

/// <summary>A demo that cannot fail proves nothing: each kind of expectation is shown an answer that breaks it.</summary>
public sealed class AnswerCheckTests
{
    private static readonly Scenario Case = ScenarioFile.Read(Repository.BorderReturn, LawTables.Load());
    private static readonly Step Step = Case.Steps.First(step => step.Call is not null);

    private readonly Dictionary<string, CallAnswer> earlier = new(StringComparer.Ordinal);
    private readonly List<(string Person, string Record, string Step)> looks = [];

    [Theory]
    [InlineData("full_name", true)]
    [InlineData("full_name,birth_year", false)]
    public void Present_asks_for_every_path(string paths, bool holds) =>
        Assert.Equal(holds, Holds(new() { Status = "OK", Present = Person(paths) }, Answer(new() { FullName = "Á" })));

    [Theory]
    [InlineData("birth_year", true)]
    [InlineData("birth_year,full_name", false)]
    public void Absent_fails_when_one_path_is_there(string paths, bool holds) =>
        Assert.Equal(holds, Holds(new() { Status = "OK", Absent = Person(paths) }, Answer(new() { FullName = "Á" })));

    [Fact]
    public void Only_fails_on_a_field_more_and_on_a_field_less()
    {
        var expected = new Expectation { Status = "OK", Only = ["person.full_name", "person.health_needs"] };

        Assert.True(Holds(expected, Answer(new() { FullName = "Á", HealthNeeds = { "B" } })));
        Assert.False(Holds(expected, Answer(new() { FullName = "Á", HealthNeeds = { "B" }, CurrentPlace = new() { Line = "C" } })));
        Assert.False(Holds(expected, Answer(new() { FullName = "Á" })));
    }

    [Fact]
    public void A_value_that_was_not_sent_is_false_or_zero_and_nothing_else()
    {
        var nothing = new CallAnswer(StatusCode.OK, "", new VerifyCertificateResponse(), Trailers("a"));

        Assert.True(Holds(new() { Status = "OK", Values = One("confirmed", "false") }, nothing));
        Assert.False(Holds(new() { Status = "OK", Values = One("confirmed", "true") }, nothing));
    }

    [Fact]
    public void A_call_without_a_line_in_the_log_never_holds()
    {
        var unnoted = new CallAnswer(StatusCode.OK, "", new VerifyCertificateResponse(), []);

        Assert.False(Holds(new() { Status = "OK" }, unnoted));
    }

    [Fact]
    public void Answers_are_the_same_when_only_record_leaf_and_tree_size_differ()
    {
        earlier["first"] = Refusal("There is nothing here for you.", "a");
        var expected = new Expectation { Status = "NOT_FOUND", SameAnswerAs = ["first"] };

        Assert.True(Holds(expected, Refusal("There is nothing here for you.", "b")));
        Assert.False(Holds(expected, Refusal("There is nobody here.", "b")));
    }

    [Fact]
    public void Answers_differ_when_a_trailer_is_added_lost_or_changed_or_a_byte_of_the_response_is()
    {
        var plain = Answer(new() { FullName = "Á" });
        var withMore = Trailers("a");
        withMore.Add("x-cache", "hit");
        var details = Trailers("a");
        details.Add("grpc-status-details-bin", [1]);
        var otherDetails = Trailers("a");
        otherDetails.Add("grpc-status-details-bin", [2]);
        var response = new GetIdentityResponse { Person = new() { FullName = "Á" } };

        Assert.Equal(["response bytes"], plain.DifferencesTo(Answer(new() { FullName = "À" })));
        Assert.Equal(["trailers"], plain.DifferencesTo(new CallAnswer(StatusCode.OK, "", response, withMore)));
        Assert.Equal(["trailers"], plain.DifferencesTo(new CallAnswer(StatusCode.OK, "", response, [])));
        Assert.Equal(["trailers"], Of(details).DifferencesTo(Of(otherDetails)));
        Assert.Empty(Of(details).DifferencesTo(Of(details)));

        CallAnswer Of(Metadata trailers) => new(StatusCode.NotFound, "", null, trailers);
    }

    [Fact]
    public void The_inspectors_list_must_have_every_look_and_every_named_entry()
    {
        looks.Add(("victim", "r1", "one"));
        looks.Add(("sister", "r9", "other"));
        var entry = new JsonArray(new JsonObject { ["record_id"] = "r1", ["agency"] = "SYT-TTH" });
        var expected = new Expectation { Status = "OK", EveryLookAt = "victim", Lists = new Dictionary<string, JsonArray> { ["lines"] = entry } };

        Assert.True(Holds(expected, Lines(new AccessLine { RecordId = "r1", Agency = "SYT-TTH", Officer = "x" })));
        Assert.False(Holds(expected, Lines(new AccessLine { RecordId = "r1", Agency = "CA-TTH" })));
        Assert.False(Holds(expected, Lines()));
        looks.Add(("victim", "r2", "two"));
        Assert.False(Holds(expected, Lines(new AccessLine { RecordId = "r1", Agency = "SYT-TTH" })));
    }

    [Fact]
    public void A_list_has_as_many_entries_as_are_counted_and_none_of_those_it_must_lack()
    {
        var answer = Lines(new AccessLine { Agency = "CA-TTH" }, new AccessLine { Agency = "SYT-TTH" });
        Expectation Lacks(string agency) => new() { Status = "OK", Lacks = new Dictionary<string, JsonArray> { ["lines"] = [new JsonObject { ["agency"] = agency }] } };
        Expectation Counts(int count) => new() { Status = "OK", Counts = new Dictionary<string, int> { ["lines"] = count } };

        Assert.True(Holds(Lacks("CA-NAMDONG"), answer));
        Assert.False(Holds(Lacks("SYT-TTH"), answer));
        Assert.True(Holds(Counts(2), answer));
        Assert.False(Holds(Counts(1), answer));
        Assert.True(Holds(Counts(0), Lines()));
    }

    [Fact]
    public void Who_proves_nobody_is_told_of_no_line()
    {
        var unproven = new CallAnswer(StatusCode.Unauthenticated, "", null, []);

        Assert.True(Holds(new() { Status = "UNAUTHENTICATED" }, unproven));
    }

    [Theory]
    [InlineData(StatusCode.OK, "OK")]
    [InlineData(StatusCode.NotFound, "NOT_FOUND")]
    [InlineData(StatusCode.FailedPrecondition, "FAILED_PRECONDITION")]
    public void Statuses_have_the_names_of_the_contract(StatusCode status, string name) =>
        Assert.Equal(name, new CallAnswer(status, "", null, []).StatusName);

    private bool Holds(Expectation expected, CallAnswer answer) =>
        new AnswerCheck(earlier, new KnownValues(Case), looks).Findings(Step with { Expect = expected }, answer).All(finding => finding.Held);

    private static CallAnswer Answer(Person person) => new(StatusCode.OK, "", new GetIdentityResponse { Person = person }, Trailers("a"));

    private static CallAnswer Refusal(string message, string record) => new(StatusCode.NotFound, message, null, Trailers(record));

    private static CallAnswer Lines(params AccessLine[] lines)
    {
        var response = new ListAccessesResponse();
        response.Lines.AddRange(lines);
        return new CallAnswer(StatusCode.OK, "", response, Trailers("a"));
    }

    private static Metadata Trailers(string record) => new() { { "registry-record-id", record }, { "registry-leaf-index", "1" }, { "registry-tree-size", "2" }, { "registry-receipt-bin", System.Text.Encoding.ASCII.GetBytes(record) } };

    private static string[] Person(string paths) => [.. paths.Split(',').Select(path => "person." + path)];

    private static Dictionary<string, string> One(string path, string value) => new() { [path] = value };
}
