using System.Text.Json.Nodes;
using Registry.Domain.Law;
using Registry.Tool.Demo;

namespace Registry.Tool.Tests.Demo;

public sealed class ScenarioFileTests
{
    private static readonly LawTables Law = LawTables.Load();

    [Fact]
    public void The_case_is_complete_against_contract_and_law_tables()
    {
        var scenario = ScenarioFile.Read(Repository.BorderReturn, Law);

        Assert.Equal(new DateOnly(2016, 3, 1), scenario.LawDate);
        Assert.Equal(13, scenario.Agencies.Count);
        Assert.All(scenario.Agencies, code => Assert.Contains(scenario.Steps, step => step.Call is { } call && scenario.Officers[call.By].Agency == code));
    }

    /// <summary>Calls that are no part of this case; tests over real gRPC play them.</summary>
    private static readonly string[] Elsewhere =
    [
        "AuditService/GetCheckpoint", "AuditService/GetConsistencyProof", "AuditService/ReplayDecision", "AuditService/WhoCouldRead", "AuditService/ListReviewQueue",
        "AgencyService/", "ReferenceService/", "ReportService/", "TaskService/", "AccessService/GrantBasis", "AccessService/RevokeGrant", "AccessService/ListGrants",
        "VictimService/GetHistory", "VictimService/MergePersons", "VictimService/UnmergePersons", "VictimService/ListMyCases",
        "AccessService/RecordDisclosure", "ProtectionService/AddDossierDocument", "ProtectionService/ApplyUrgently", "ProtectionService/ApproveDossierHandover",
        "ProtectionService/CollectDossierHandover", "ProtectionService/ProposeDossierHandover", "ProtectionService/RecordMeasurePapers",
        "VictimService/AddContact", "VictimService/AddDocument", "VictimService/AmendIdentity", "VictimService/AppraiseSupport", "VictimService/ApproveSupport",
        "VictimService/BlockContact", "VictimService/EndRepresentation", "VictimService/GetDocument", "VictimService/GetReferrals", "VictimService/GetSupport",
        "VictimService/ProposeSupport", "VictimService/RecordConsent", "VictimService/RecordRepresentative", "VictimService/RecordSupport", "VictimService/RejectSupport",
        "VictimService/RemoveContact", "VictimService/TransferPerson", "VictimService/UnblockContact", "VictimService/WithdrawConsent", "VictimService/WithdrawReferral",
    ];

    [Fact]
    public void Every_call_of_the_contract_that_belongs_to_a_case_is_played()
    {
        var played = ScenarioFile.Read(Repository.BorderReturn, Law).Steps.Select(step => step.Call?.Method).OfType<string>().ToHashSet();

        Assert.Equal(ContractMethod.Names.Where(name => !Elsewhere.Any(name.StartsWith)).Order(), played.Order());
    }

    [Fact]
    public void Every_step_says_what_happens_and_why_in_both_languages()
    {
        Assert.All(ScenarioFile.Read(Repository.BorderReturn, Law).Steps, step =>
        {
            Assert.All([step.Title.En, step.Title.Vi, step.Explains.En, step.Explains.Vi], Assert.NotEmpty);
            Assert.NotEqual(step.Title.En, step.Title.Vi);
        });
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
