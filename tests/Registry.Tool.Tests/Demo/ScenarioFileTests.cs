using System.Text.Json.Nodes;
using Registry.Domain.Law;
using Registry.Tool.Demo;
using Registry.Tool.Embedded;

namespace Registry.Tool.Tests.Demo;

public sealed class ScenarioFileTests
{
    private static readonly LawTables Law = LawTables.Load();

    /// <summary>Calls that no case can play, each with its reason. There is none.</summary>
    private static readonly string[] Elsewhere = [];

    public static TheoryData<string> Names => [.. Repository.Shelf.Names];

    [Fact]
    public void There_are_thirteen_cases_and_the_first_has_thirteen_agencies()
    {
        Assert.Equal(13, Repository.Shelf.Names.Count);
        Assert.Equal(ScenarioShelf.First, Repository.Shelf.Names[0]);
        Assert.Equal(new DateOnly(2016, 3, 1), Case(ScenarioShelf.First).LawDate);
        Assert.Equal(13, Case(ScenarioShelf.First).Agencies.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_agency_of_a_case_acts_in_it_and_everything_is_said_in_both_languages(string name)
    {
        var scenario = Case(name);

        Assert.All(scenario.Agencies, code => Assert.Contains(scenario.Steps, step => step.Call is { } call && scenario.Officers[call.By].Agency == code));
        Assert.All([scenario.Title, scenario.Story, .. scenario.Parts.SelectMany(part => (Text[])[part.Title, part.Law]), .. scenario.Steps.SelectMany(step => (Text[])[step.Title, step.Explains])], text =>
        {
            Assert.NotEmpty(text.En);
            Assert.NotEmpty(text.Vi);
            Assert.NotEqual(text.En, text.Vi);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_answers_a_stranger_as_about_nobody_refuses_by_law_and_ends_with_a_log_that_verifies(string name)
    {
        var steps = Case(name).Steps.ToList();

        Assert.Contains(steps, step => step.Expect is { Status: "NOT_FOUND", SameAnswerAs.Count: > 0 });
        Assert.Contains(steps, step => step.Expect is { Status: "FAILED_PRECONDITION" });
        Assert.Contains(steps, step => step.Expect.EveryLookAt is not null);
        Assert.Equal(0, Assert.Single(steps[^1..], step => step.Tool?.Do == ToolKind.VerifyLog).Expect.ExitCode);
    }

    [Fact]
    public void Every_call_of_the_contract_succeeds_in_some_case()
    {
        var played = Repository.Shelf.Names.SelectMany(name => Case(name).Steps).Where(step => step.Expect.Status == "OK").Select(step => step.Call!.Method).ToHashSet();

        Assert.Equal(ContractMethod.Names.Except(Elsewhere).Order(), played.Order());
    }

    [Fact]
    public void A_case_is_called_as_its_file_is_and_one_that_is_not_there_is_refused_with_those_that_are()
    {
        var list = new StringWriter();
        Repository.Shelf.Print(Law, list);

        Assert.Equal(Case(ScenarioShelf.First).Title, Assert.Single(Repository.Shelf.Read([], Law)).Title);
        Assert.Equal(Repository.Shelf.Names.Count, Repository.Shelf.Read(["all"], Law).Count);
        Assert.All(Repository.Shelf.Names, name => Assert.Contains(name, list.ToString().Split('\n')));
        Assert.Contains(ScenarioShelf.First, Assert.Throws<CommandFailedException>(() => Repository.Shelf.Read(["../border-return"], Law)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stranger_asks_about_three_people_before_and_after_the_measures_and_all_six_answers_must_be_the_same()
    {
        var steps = ScenarioFile.Read(Repository.BorderReturn, Law).Steps.ToList();
        var asked = steps.Where(step => step.Id.StartsWith("stranger-", StringComparison.Ordinal)).ToList();
        var measures = steps.FindIndex(step => step.Call?.Method == "ProtectionService/DecideMeasure");

        Assert.Equal(["victim", "sister", "nobody", "victim", "sister", "nobody"], asked.Select(step => step.Call!.About));
        Assert.All(asked.Take(3), step => Assert.True(steps.IndexOf(step) < measures));
        Assert.All(asked.Skip(3), step => Assert.True(steps.IndexOf(step) > measures));
        Assert.All(asked.Skip(1), step => Assert.Equal([asked[0].Id], step.Expect.SameAnswerAs));
    }

    [Theory]
    [InlineData("parts.0.steps.0.expect.resaon", "\"X\"", "resaon")]
    [InlineData("parts.0.steps.0.call.legal_basis", "\"QD22/2015-D99\"", "QD22/2015-D99 is not a basis")]
    [InlineData("parts.0.steps.0.call.legal_basis", "\"RULE-UNDECLARED\"", "RULE-UNDECLARED is not a basis")]
    [InlineData("parts.0.steps.0.call.scope", "\"identity.read\"", "needs victim.announce")]
    [InlineData("parts.0.steps.0.call.purpose", "\"TREATMENT\"", "does not serve TREATMENT")]
    [InlineData("parts.0.steps.0.call.purpose", "\"1\"", "does not serve 1")]
    [InlineData("parts.0.steps.0.call.method", "\"VictimService/Announce\"", "the contract has no VictimService/Announce")]
    [InlineData("parts.0.steps.0.call.by", "\"nobody\"", "there is no officer nobody")]
    [InlineData("parts.0.steps.0.call.justification", "\"\"", "an officer says why")]
    [InlineData("parts.0.steps.0.call.request.gate", "\"x\"", "request:")]
    [InlineData("parts.0.steps.0.call.request.occurred_on", "\"1 March\"", "request:")]
    [InlineData("parts.0.steps.0.call.request.entry_point", "\"${victim.version}\"", "${victim.version} is not known here")]
    [InlineData("parts.0.steps.0.expect", "{}", "a call needs a status")]
    [InlineData("parts.0.steps.0.expect", "{\"status\":\"NOT_FOUND\"}", "a refusal needs its reason")]
    [InlineData("parts.0.steps.0.expect", "{\"status\":\"OK\",\"exit_code\":0}", "for tools")]
    [InlineData("parts.0.steps.0.expect", "{\"status\":\"OK\",\"same_answer_as\":[\"announce\"]}", "no earlier step announce")]
    [InlineData("parts.0.steps.0.expect", "{\"status\":\"OK\",\"every_look_at\":\"aunt\"}", "no person aunt")]
    [InlineData("parts.0.steps.0.expect", "{\"status\":\"OK\",\"values\":{\"a\":\"${b}\"}}", "${b} is not known here")]
    [InlineData("parts.0.steps.0.id", "\"announce\"", "used twice")]
    [InlineData("parts.0.steps.0.tool", "{\"do\":\"export-log\"}", "either a call or a tool")]
    [InlineData("agencies.0", "\"CA-XX\"", "there is no CA-XX")]
    [InlineData("law_date", "\"2030-01-01\"", "there is no CA-NAMDONG")]
    [InlineData("parts.0.steps.0.call.until", "\"caught_up\"", "until:")]
    [InlineData("parts.0.steps.0.call.method", "\"TaskService/WatchTasks\"", "until:")]
    [InlineData("parts.0.steps.0.expect", "{\"status\":\"OK\",\"lacks\":{\"a\":[\"${b}\"]}}", "${b} is not known here")]
    [InlineData("parts.9.steps.0.tool", "{\"do\":\"law-date\"}", "law-date needs day")]
    [InlineData("parts.9.steps.0.tool", "{\"do\":\"export-log\",\"day\":\"2016-03-02\"}", "no other tool has one")]
    [InlineData("parts.0.steps.1", "{\"id\":\"later\",\"title\":{\"en\":\"a\",\"vi\":\"b\"},\"explains\":{\"en\":\"a\",\"vi\":\"b\"},\"tool\":{\"do\":\"law-date\",\"day\":\"2025-08-01\"},\"expect\":{}}", "may be cited on 2025-08-01")]
    public void Refuses_a_file_with_a_gap_and_says_where(string path, string json, string says)
    {
        var file = JsonNode.Parse(Repository.BorderReturn)!;
        Put(file, path.Split('.'), JsonNode.Parse(json)!);

        var refused = Assert.Throws<ScenarioException>(() => ScenarioFile.Read(file.ToJsonString(), Law));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_member_that_stands_twice_and_text_that_is_no_file()
    {
        var twice = Repository.BorderReturn.Replace("\"law_date\":", "\"law_date\": \"2016-03-01\", \"law_date\":", StringComparison.Ordinal);

        Assert.Throws<ScenarioException>(() => ScenarioFile.Read(twice, Law));
        Assert.Throws<ScenarioException>(() => ScenarioFile.Read("{}", Law));
        Assert.Throws<ScenarioException>(() => ScenarioFile.Read("null", Law));
    }

    private static Scenario Case(string name) => ScenarioFile.Read(Repository.Shelf.Text(name), Law);

    private static void Put(JsonNode at, ReadOnlySpan<string> path, JsonNode value)
    {
        var last = path[^1];
        foreach (var part in path[..^1])
            at = at is JsonArray list ? list[int.Parse(part, null)]! : at[part]!;
        if (at is JsonArray items)
            items[int.Parse(last, null)] = value;
        else
            at[last] = value;
    }
}
