using Registry.Testing.Running;
using Registry.V1;
namespace Registry.Testing.Cases;

/// <summary>The part of the case after the hand-over: measures, and the referral to treatment.</summary>
public sealed partial class BorderReturn
{
    /// <summary>Art. 5.5: the labour department decides measures 1, 2, 4 and 5 for both.</summary>
    public async Task<BorderReturn> Protected()
    {
        await HandedOver();
        if (Passed(6))
            return this;
        foreach (var person in (string[])[Victim, Daughter])
        {
            foreach (var clause in (int[])[1, 2, 4, 5])
                await Decide(person, Officers.Labour, (MeasureClause)clause, "", Canaries.Shelter, Canaries.OrderPlan, Officers.Centre.Agency);
        }

        return this;
    }

    /// <summary>Measure 3: asked by the labour department, decided by the investigation police.</summary>
    public async Task<BorderReturn> Guarded()
    {
        await Protected();
        if (Passed(7))
            return this;
        var asked = await At(Officers.Labour).Protection.RequestProtectionAsync(
            new RequestProtectionRequest
            {
                Context = Why(Purpose.Protect, "QD22/2015-D5.5"),
                RequestId = NewId(),
                PersonId = Victim,
                ExpectedVersion = dossiers[Victim],
                Clause = MeasureClause.Guard,
                Addressee = Officers.Investigation.Agency,
                Threat = Canaries.Threat,
                AskedBy = AskedBy.Agency,
            }, At(Officers.Labour).Options);
        dossiers[Victim] = asked.Version;
        Guard = await Decide(Victim, Officers.Investigation, MeasureClause.Guard, asked.ProtectionRequestId, null, Canaries.GuardPlan);
        return this;
    }

    /// <summary>Art. 9: the health department treats her.</summary>
    public async Task<BorderReturn> Referred()
    {
        await Guarded();
        if (Passed(8))
            return this;
        TreatmentReferral = await Refer(Victim, Officers.Labour, Officers.Health, Purpose.Treatment);
        return this;
    }

    /// <summary>The request of one measure, ready to be sent.</summary>
    public DecideMeasureRequest Measure(string person, MeasureClause clause, string request = "", string? place = null, string operation = "", params string[] executors)
    {
        var measure = new DecideMeasureRequest
        {
            Context = Why(Purpose.Protect, "ND62/2012-D8.1"),
            RequestId = NewId(),
            PersonId = person,
            ExpectedVersion = DossierVersionOf(person),
            Clause = clause,
            ProtectionRequestId = request,
            StartsOn = Day,
            Operation = operation,
            Executors = { executors },
            Decision = new DecisionPaper
            {
                Number = Numbered(Canaries.DecisionNumber),
                SignedOn = Day,
                Signatory = Canaries.Signatory,
                SignatoryPost = Canaries.SignatoryPost,
            },
        };
        if (place is not null)
            measure.Place = new Address { Line = place };
        return measure;
    }

    private async Task<DecideMeasureResponse> Decide(
        string person, Officer officer, MeasureClause clause, string request, string? place, string operation, params string[] executors)
    {
        var decided = await At(officer).Protection.DecideMeasureAsync(Measure(person, clause, request, place, operation, executors), At(officer).Options);
        dossiers[person] = decided.Version;
        return decided;
    }
}
