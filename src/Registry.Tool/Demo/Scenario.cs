using System.Text.Json.Nodes;

namespace Registry.Tool.Demo;

/// <summary>A played case as data: whoever knows the law can check it without reading code.</summary>
/// <param name="Title">What the case is called.</param>
/// <param name="Story">What happens, in a few sentences.</param>
/// <param name="LawDate">Day of the law clock on which it is played.</param>
/// <param name="Agencies">Codes of the agencies that act.</param>
/// <param name="Officers">Officer id to officer.</param>
/// <param name="People">The persons of the case, by name of their part.</param>
/// <param name="Values">Values that several steps use.</param>
/// <param name="Parts">The case in order.</param>
/// <param name="Enrols">Agencies that the case itself enrols, by code: the law tables do not know them.</param>
internal sealed record Scenario(
    Text Title,
    Text Story,
    DateOnly LawDate,
    IReadOnlyList<string> Agencies,
    IReadOnlyDictionary<string, Officer> Officers,
    IReadOnlyDictionary<string, CasePerson> People,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<Part> Parts,
    IReadOnlyDictionary<string, Text>? Enrols = null)
{
    public IEnumerable<Step> Steps => Parts.SelectMany(part => part.Steps);
}

/// <summary>A text in both languages.</summary>
internal sealed record Text(string En, string Vi);

/// <summary>An officer, or a system that calls for an agency.</summary>
internal sealed record Officer(string Agency, string Name);

/// <summary>A fictional person.</summary>
/// <param name="Role">Her part in the case.</param>
/// <param name="Person">Fields of <c>registry.v1.Person</c>; null for somebody who was never registered.</param>
internal sealed record CasePerson(Text Role, JsonObject? Person);

/// <summary>Steps that belong together.</summary>
/// <param name="Title">What they show.</param>
/// <param name="Law">Articles that they come from.</param>
/// <param name="Steps">In order.</param>
internal sealed record Part(Text Title, Text Law, IReadOnlyList<Step> Steps);

/// <summary>One step: either a call by an officer or a tool in the inspector's hand.</summary>
/// <param name="Id">Name by which later steps refer to it: <c>${id.record_id}</c>, <c>${id.leaf_index}</c>.</param>
/// <param name="Title">What happens.</param>
/// <param name="Explains">Why, in one line.</param>
/// <param name="Expect">What must come of it.</param>
/// <param name="Call">The call, null for a tool.</param>
/// <param name="Tool">The tool, null for a call.</param>
/// <param name="Keep">Name for later steps, to the path of the value in the answer.</param>
internal sealed record Step(
    string Id,
    Text Title,
    Text Explains,
    Expectation Expect,
    OfficersCall? Call = null,
    ToolUse? Tool = null,
    IReadOnlyDictionary<string, string>? Keep = null);

/// <summary>A gRPC call with its own token.</summary>
/// <param name="Method">Service and method, e.g. <c>IdentityService/GetIdentity</c>.</param>
/// <param name="By">Id of the officer.</param>
/// <param name="Scope">Scope of the token.</param>
/// <param name="Purpose">Purpose of token and request, without prefix.</param>
/// <param name="LegalBasis">Code of the law tables.</param>
/// <param name="Justification">The officer's own words; sealed in the log.</param>
/// <param name="Request">Fields of the request beside context and request id. Dates as <c>2016-03-01</c>, field masks as lists.</param>
/// <param name="About">Key of the person whom it concerns, or null.</param>
/// <param name="AllPages">Follows the page tokens to the end.</param>
/// <param name="Until">Of a stream: it is left after the first message that has this path.</param>
internal sealed record OfficersCall(
    string Method,
    string By,
    string Scope,
    string Purpose,
    string LegalBasis,
    string Justification,
    JsonObject Request,
    string? About = null,
    bool AllPages = false,
    string? Until = null);

/// <summary>What is done outside gRPC.</summary>
/// <param name="Do">Which tool.</param>
/// <param name="Record">Record id of a proof.</param>
/// <param name="Proof">Text of a proof.</param>
/// <param name="Leaf">Leaf index of the line to change.</param>
/// <param name="Day">Day to which the law clock moves.</param>
internal sealed record ToolUse(ToolKind Do, string? Record = null, string? Proof = null, string? Leaf = null, DateOnly? Day = null);

internal enum ToolKind
{
    ExportLog,
    VerifyLog,
    VerifyProof,
    ChangeOneByte,
    RestoreByte,
    LawDate,
}

/// <summary>What must come of a step; everything that is given must hold.</summary>
/// <param name="Status">gRPC status of a call, e.g. <c>OK</c>.</param>
/// <param name="Reason">Stable reason of a refusal.</param>
/// <param name="Source">Code of the article that a refusal rests on.</param>
/// <param name="NextStep">Code of the lawful step that it offers.</param>
/// <param name="Present">Paths that the answer has.</param>
/// <param name="Absent">Paths that it has not.</param>
/// <param name="Only">Paths that the answer has, and nothing beside them.</param>
/// <param name="Values">Path to value.</param>
/// <param name="SameAnswerAs">Earlier steps whose answer had the very same bytes.</param>
/// <param name="Lists">Path of a list, to entries that it must have; an entry may name some of the fields only.</param>
/// <param name="Lacks">Path of a list, to entries of which it must have none.</param>
/// <param name="Counts">Path, to how many there are: entries of a list that the path ends at are counted one by one.</param>
/// <param name="EveryLookAt">Key of a person: every earlier call about her must be in <c>lines</c>, by record id.</param>
/// <param name="ExitCode">Exit code of <c>registry-verify</c>.</param>
/// <param name="Output">Texts that a tool must print.</param>
internal sealed record Expectation(
    string? Status = null,
    string? Reason = null,
    string? Source = null,
    string? NextStep = null,
    IReadOnlyList<string>? Present = null,
    IReadOnlyList<string>? Absent = null,
    IReadOnlyList<string>? Only = null,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyList<string>? SameAnswerAs = null,
    IReadOnlyDictionary<string, JsonArray>? Lists = null,
    IReadOnlyDictionary<string, JsonArray>? Lacks = null,
    IReadOnlyDictionary<string, int>? Counts = null,
    string? EveryLookAt = null,
    int? ExitCode = null,
    IReadOnlyList<string>? Output = null);
