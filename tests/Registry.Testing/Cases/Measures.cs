using Google.Protobuf.WellKnownTypes;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Testing.Cases;

/// <summary>Requests about the measures of one person, ready to be sent; each names the dossier as it stands when it is made.</summary>
public sealed class Measures(BorderReturn play, string person)
{
    private const string Basis = "ND62/2012-D8.1";

    /// <summary>What an agency sees of the dossier.</summary>
    public GetDossierRequest Dossier(Purpose purpose, params string[] fields) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D6.4"),
        PersonId = person,
        Fields = new FieldMask { Paths = { fields } },
    };

    /// <summary>The dossier as the labour department sees it.</summary>
    public async Task<GetDossierResponse> Now() =>
        (await play.At(Officers.Labour).Send(Dossier(Purpose.Protect, "requests", "measures", "operations"))).Expect<GetDossierResponse>();

    /// <summary>Id of the last measure of a clause.</summary>
    public async Task<string> Of(MeasureClause clause) => (await Now()).Measures.Last(measure => measure.Clause == clause).MeasureId;

    public async Task<RequestProtectionRequest> Ask(MeasureClause clause, Officer of) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, "QD22/2015-D5.5"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        Clause = clause,
        Addressee = of.Agency,
        Threat = Canaries.Threat,
        AskedBy = AskedBy.Agency,
    };

    public async Task<DecideMeasureRequest> Decide(MeasureClause clause, string? place = null)
    {
        var request = play.Measure(person, clause, place: place);
        request.ExpectedVersion = (await Now()).Version;
        return request;
    }

    public async Task<RejectProtectionRequestRequest> Reject(string request) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        ProtectionRequestId = request,
        Reason = Canaries.RejectionReason,
    };

    public async Task<StartMeasureRequest> Start(string measure, Purpose purpose = Purpose.Protect) => new()
    {
        Context = BorderReturn.Why(purpose, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
    };

    public async Task<DeclineMeasureRequest> Decline(string measure, Purpose purpose = Purpose.Protect) => new()
    {
        Context = BorderReturn.Why(purpose, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        Refusal = HerPaper(),
    };

    public async Task<WithdrawMeasureRequest> Withdraw(string measure, Purpose purpose = Purpose.Protect) => new()
    {
        Context = BorderReturn.Why(purpose, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        Refusal = HerPaper(),
    };

    public async Task<ChangeExecutorsRequest> Executors(string measure, params Officer[] executors) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        Executors = { executors.Select(executor => executor.Agency) },
        Decision = Paper(Canaries.DecisionNumber),
    };

    public async Task<ModifyMeasureRequest> Modify(string measure, string? place = null, Date? ends = null) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        Decision = Paper(Canaries.DecisionNumber),
        Period = ends is null ? null : new MeasurePeriod { StartsOn = BorderReturn.Day, EndsOn = ends },
        Place = place is null ? null : new Address { Line = place },
    };

    public async Task<TransferMeasureRequest> Transfer(string measure, Officer to) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        ToAgency = to.Agency,
        Minutes = new Minutes { Number = Canaries.TransferNumber, SignedOn = BorderReturn.Day },
    };

    public async Task<EndMeasureRequest> End(string measure) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        Decision = Paper(Canaries.EndNumber),
    };

    public async Task<ReleaseSecrecyRequest> Release(string measure) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, "L66/2011-D31.1"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = (await Now()).Version,
        MeasureId = measure,
        Decision = Paper(Canaries.ReleaseNumber),
        Consent = true,
    };

    private static DecisionPaper Paper(string number) =>
        new() { Number = BorderReturn.Numbered(number), SignedOn = BorderReturn.Day, Signatory = Canaries.Signatory, SignatoryPost = Canaries.SignatoryPost };

    private static RefusalPaper HerPaper() => new()
    {
        SignedBy = Canaries.VictimName,
        SignedOn = BorderReturn.Day,
        Reason = Canaries.RefusalReason,
        Commitment = Canaries.Commitment,
    };
}
