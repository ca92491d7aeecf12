using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Who sees which field of whom at the end of the demo case: after the hand-over, with measures in force.</summary>
[Collection(nameof(PlayedCase))]
public sealed class WholeCaseTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    private const string Minimum = "full_name birth_year";
    private const string Core = Minimum + " other_names sex birth_date nationality ethnic_group ethnic_group_list";
    private const string WithNumbers = Core + " id_number home_address";

    private static readonly string[] EveryField = [.. Person.Descriptor.Fields.InDeclarationOrder().Select(field => field.Name), "status"];

    public static TheoryData<string, Purpose, string> WhoSeesHer => new()
    {
        { Officers.Health.Agency, Purpose.Treatment, Minimum + " health_needs" },
        { Officers.Centre.Agency, Purpose.Care, Core + " current_place health_needs status" },
        { Officers.Police.Agency, Purpose.Protect, WithNumbers + " status" },
        { Officers.Police.Agency, Purpose.ReceiveReturnee, WithNumbers + " exploitation_forms exploitation_account status" },
        { Officers.Investigation.Agency, Purpose.Protect, WithNumbers + " status" },
        { Officers.Labour.Agency, Purpose.Protect, WithNumbers + " current_place status" },
        { Officers.Labour.Agency, Purpose.ReceiveReturnee, WithNumbers + " current_place health_needs status" },
        { Officers.Post.Agency, Purpose.ReceiveReturnee, "status" },
        { Officers.Command.Agency, Purpose.ReceiveReturnee, "status" },
        { Officers.Health.Agency, Purpose.Care, "" },
        { Officers.Police.Agency, Purpose.Treatment, "" },
        { Officers.Centre.Agency, Purpose.ReceiveReturnee, "status" },
        { Officers.District.Agency, Purpose.ReceiveReturnee, "" },
        { Officers.Court.Agency, Purpose.Protect, "" },
        { Officers.Population.Agency, Purpose.IdentityCheck, "" },
        { Officers.Inspector.Agency, Purpose.ReceiveReturnee, "" },
    };

    [Theory]
    [MemberData(nameof(WhoSeesHer))]
    public async Task Each_agency_sees_the_fields_that_its_duty_needs_and_nothing_else(string agency, Purpose purpose, string fields)
    {
        var answer = await Look(agency, purpose, played.Case.Victim);

        Assert.Equal(fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Seen(answer).Order());
        Assert.Equal(fields.Length == 0 ? StatusCode.NotFound : StatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task What_is_seen_is_what_the_border_post_wrote_down()
    {
        var seen = (await Look(Officers.Police.Agency, Purpose.ReceiveReturnee, played.Case.Victim)).Expect<GetIdentityResponse>();

        var written = People.Victim();
        written.BirthYear = written.BirthDate.Year;
        written.EthnicGroupList = "QD421-1979";
        written.CurrentPlace = null;
        written.HealthNeeds.Clear();
        Assert.Equal(written, seen.Person);
        Assert.True(seen.Status.CertificateIssued);
        Assert.Equal(VerificationOutcome.Confirmed, seen.Status.Verification);
        Assert.Equal(played.Case.VersionOf(played.Case.Victim), seen.Version);
    }

    [Fact]
    public async Task The_centre_sees_where_she_is_now_and_not_where_she_was()
    {
        var seen = (await Look(Officers.Centre.Agency, Purpose.Care, played.Case.Victim)).Expect<GetIdentityResponse>();

        Assert.Equal(Canaries.CarePlace, seen.Person.CurrentPlace.Line);
    }

    [Fact]
    public async Task The_daughter_is_seen_in_her_own_right()
    {
        var centre = (await Look(Officers.Centre.Agency, Purpose.Care, played.Case.Daughter)).Expect<GetIdentityResponse>();
        var health = await Look(Officers.Health.Agency, Purpose.Treatment, played.Case.Daughter);

        Assert.Equal(Canaries.DaughterName, centre.Person.FullName);
        Assert.Equal(PersonKind.AccompanyingMinor, centre.Status.Kind);
        Assert.Equal(StatusCode.NotFound, health.Status);
    }

    [Fact]
    public async Task Police_see_decisions_and_threat_but_neither_shelter_nor_guards()
    {
        var dossier = (await Dossier(Officers.Police, Purpose.Protect, "requests", "measures", "operations", "full_name", "current_place")).Expect<GetDossierResponse>();

        Assert.Equal([1, 2, 4, 5, 3], dossier.Measures.Select(measure => (int)measure.Clause));
        Assert.All(dossier.Measures, measure => Assert.StartsWith(Canaries.DecisionNumber, measure.Decision.Number, StringComparison.Ordinal));
        Assert.All(dossier.Measures, measure => Assert.True(measure.Place is null && measure.Operation.Length == 0 && measure.Executors.Count == 0));
        Assert.Equal(Canaries.Threat, Assert.Single(dossier.Requests).Threat);
        Assert.Equal(Canaries.VictimName, dossier.Person.FullName);
        Assert.Null(dossier.Person.CurrentPlace);
    }

    [Fact]
    public async Task The_centre_sees_the_shelter_and_its_orders_but_not_the_guards()
    {
        var dossier = (await Dossier(Officers.Centre, Purpose.Care, "measures", "operations", "current_place")).Expect<GetDossierResponse>();

        Assert.Equal([1, 2, 4, 5], dossier.Measures.Select(measure => (int)measure.Clause));
        Assert.All(dossier.Measures, measure => Assert.Equal(Canaries.Shelter, measure.Place.Line));
        Assert.All(dossier.Measures, measure => Assert.Null(measure.Decision));
        Assert.Equal(Canaries.CarePlace, dossier.Person.CurrentPlace.Line);
    }

    [Fact]
    public async Task The_investigation_police_see_their_own_guards_but_not_the_shelter()
    {
        var dossier = (await Dossier(Officers.Investigation, Purpose.Protect, "operations", "current_place", "full_name")).Expect<GetDossierResponse>();

        var guard = Assert.Single(dossier.Measures);
        Assert.Equal(Canaries.GuardPlan, guard.Operation);
        Assert.Equal(MeasureClause.Guard, guard.Clause);
        Assert.Null(dossier.Person.CurrentPlace);
    }

    [Theory]
    [InlineData("CA-NAMDONG")]
    [InlineData("TAND-TTH")]
    [InlineData("SYT-TTH")]
    [InlineData("HTDC-TTH")]
    public async Task That_there_is_a_dossier_is_told_to_nobody_without_a_part_in_it(string agency)
    {
        var answer = await Dossier(OfficerOf(agency), Purpose.Protect, "measures", "full_name");

        Assert.Equal(StatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task A_case_reference_resolves_to_her_own_dossier_or_to_nothing()
    {
        var right = BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name");
        right.Context.CaseReference = (await Dossier(Officers.Police, Purpose.Protect, "measures")).Expect<GetDossierResponse>().DossierId;
        var wrong = right.Clone();
        wrong.Context.CaseReference = BorderReturn.NewId();

        Assert.Equal(StatusCode.OK, (await played.Case.At(Officers.Police).Send(right)).Status);
        Assert.Equal(StatusCode.NotFound, (await played.Case.At(Officers.Police).Send(wrong)).Status);
    }

    [Fact]
    public void The_guard_measure_says_that_its_authority_is_inferred()
    {
        Assert.Equal(Certainty.Inferred, played.Case.Guard.AuthorityCertainty);
        Assert.NotEmpty(played.Case.Guard.AuthoritySource);
    }

    private static Officer OfficerOf(string agency) => Officers.All.Single(officer => officer.Agency == agency).WithEveryScope();

    private async Task<Answer> Look(string agency, Purpose purpose, string person)
    {
        using var desk = played.Registry.Desk(OfficerOf(agency));
        return await desk.Send(BorderReturn.Look(person, purpose, "QD22/2015-D6.3", EveryField));
    }

    private async Task<Answer> Dossier(Officer officer, Purpose purpose, params string[] fields)
    {
        using var desk = played.Registry.Desk(officer.WithEveryScope());
        return await desk.Send(new GetDossierRequest
        {
            Context = BorderReturn.Why(purpose, "QD22/2015-D6.4"),
            PersonId = played.Case.Victim,
            Fields = new FieldMask { Paths = { fields } },
        });
    }

    private static IEnumerable<string> Seen(Answer answer)
    {
        if (answer.Response is not GetIdentityResponse response)
            return [];
        var fields = Person.Descriptor.Fields.InDeclarationOrder().Where(field => IsSet(field.Accessor.GetValue(response.Person)));
        return fields.Select(field => field.Name).Concat(response.Status is null ? [] : ["status"]);
    }

    private static bool IsSet(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        System.Collections.IList list => list.Count > 0,
        IMessage message => message.CalculateSize() > 0,
        _ => Convert.ToInt64(value, null) != 0,
    };
}
