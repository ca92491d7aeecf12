using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>What a measure hides outlives it (Law 66/2011 Art. 31.1): no end opens anything, only a release, and only by who answers for the measure.</summary>
[Collection(nameof(Workplace))]
public sealed class SecrecyAfterTheEndTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private static readonly Officer[] Strangers = [Officers.District, Officers.Court, Officers.Population, Officers.Inspector];

    [Fact]
    public async Task Where_she_is_stays_hidden_after_the_end_until_every_measure_that_hid_it_is_released()
    {
        using var play = await Protected();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        var contacts = await measures.Of(MeasureClause.RestrictContact);
        Assert.Equal(await AddressOf(play, BorderReturn.NewId()), await AddressOf(play, play.Victim));

        await Done(play, await measures.End(shelter));
        await Done(play, await measures.End(contacts));
        Assert.Equal(await AddressOf(play, BorderReturn.NewId()), await AddressOf(play, play.Victim));

        foreach (var (other, heard) in new[] { (Officers.Police, "MEASURE_NOT_YOURS"), (Officers.Centre, "MEASURE_NOT_YOURS"), (Officers.Post, "NOT_FOUND") })
        {
            using var desk = workplace.Registry.Desk(other.WithEveryScope());
            Assert.Equal(heard, (await desk.Send(await measures.Release(shelter))).Reason);
        }

        await Done(play, await measures.Release(shelter));
        Assert.Equal(await AddressOf(play, BorderReturn.NewId()), await AddressOf(play, play.Victim));
        await Done(play, await measures.Release(contacts));

        var seen = (await play.At(Officers.Police).Send(Address(play.Victim))).Expect<GetIdentityResponse>();
        Assert.Equal(Canaries.CarePlace, seen.Person.CurrentPlace.Line);
    }

    [Fact]
    public async Task Where_she_works_and_studies_is_hidden_and_shown_again_with_where_she_lives()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Certified();
        var daily = Persons.Amend(
            new Person { WorkPlace = new Address { Line = Canaries.WorkPlace }, StudyPlace = new Address { Line = Canaries.StudyPlace }, Languages = { "Tà-ôi", "tiếng Việt" } },
            "work_place", "study_place", "languages");
        await new Persons(play, play.Victim, Officers.Post.WithEveryScope(), Purpose.ReceiveReturnee, "QD22/2015-D7.1").Do<AmendIdentityResponse>(daily);
        async Task<Person> Seen() => (await play.At(Officers.Police).Send(BorderReturn.Look(
            play.Victim, Purpose.VerifyIdentity, "QD22/2015-D6.2", "full_name", "work_place", "study_place", "languages"))).Expect<GetIdentityResponse>().Person;
        var before = await Seen();
        Assert.Equal((Canaries.WorkPlace, Canaries.StudyPlace), (before.WorkPlace.Line, before.StudyPlace.Line));
        Assert.Equal(["Tà-ôi", "tiếng Việt"], before.Languages);

        var measures = new Measures(play, play.Victim);
        await Done(play, await measures.Ask(MeasureClause.RestrictContact, Officers.Investigation), Officers.Labour);
        await Done(play, await measures.Decide(MeasureClause.RestrictContact), Officers.Investigation);

        var hidden = await Seen();
        Assert.Equal((Canaries.VictimName, null, null), (hidden.FullName, hidden.WorkPlace, hidden.StudyPlace));
        var measure = await measures.Of(MeasureClause.RestrictContact);
        await Done(play, await measures.End(measure), Officers.Investigation);
        await Done(play, await measures.Release(measure), Officers.Investigation);
        Assert.Equal(before, await Seen());
    }

    [Fact]
    public async Task The_shelter_of_a_measure_that_ended_is_no_later_deciders_to_see_until_it_is_released()
    {
        using var play = await Protected();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        await Done(play, await measures.Ask(MeasureClause.Shelter, Officers.Investigation));
        await Done(play, await measures.End(shelter));
        await Done(play, await measures.Decide(MeasureClause.Shelter, Canaries.SecondShelter), Officers.Investigation);
        Assert.Equal([Canaries.SecondShelter], await Places(play, measures));

        var refused = await play.At(Officers.Investigation).Send(await measures.Release(shelter));
        Assert.Equal((StatusCode.FailedPrecondition, "MEASURE_NOT_YOURS"), (refused.Status, refused.Reason));
        Assert.Equal([Canaries.SecondShelter], await Places(play, measures));
        await Done(play, await measures.Release(shelter));

        Assert.Equal([Canaries.Shelter, Canaries.SecondShelter], await Places(play, measures));
    }

    [Fact]
    public async Task Strangers_get_one_answer_before_and_after_each_step_of_a_measure()
    {
        using var play = await Protected();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        var answers = new HashSet<string>(StringComparer.Ordinal);

        async Task AskAll()
        {
            foreach (var officer in Strangers)
            {
                using var desk = workplace.Registry.Desk(officer.WithEveryScope());
                foreach (var person in (string[])[play.Victim, BorderReturn.NewId()])
                {
                    foreach (var (method, purpose) in Doors())
                    {
                        var answer = await desk.Send(Naming(Samples.Of(method, purpose, person), shelter));
                        Assert.True(answer.Status == StatusCode.NotFound, $"{officer.Agency} {method.Name} {purpose}: {answer.Status} {answer.Reason}");
                        answers.Add(answer.Fingerprint);
                    }
                }
            }
        }

        await AskAll();
        await Done(play, await measures.Start(shelter));
        await AskAll();
        await Done(play, await measures.Executors(shelter, Officers.Post));
        await AskAll();
        await Done(play, await measures.End(shelter));
        await AskAll();
        await Done(play, await measures.Release(shelter));
        await AskAll();

        Assert.Single(answers);
    }

    /// <summary>Every door to a dossier and to an identity, under every purpose that it serves.</summary>
    private static IEnumerable<(MethodDescriptor Method, Purpose Purpose)> Doors() =>
        from method in Samples.OfPersons
        where method.Service.Name == "ProtectionService" || method.Name == "GetIdentity"
        from purpose in Samples.RuleOf(method).Purposes
        select (method, purpose);

    /// <summary>A stranger who has even learned the id of the measure.</summary>
    private static IMessage Naming(IMessage request, string measure)
    {
        request.Descriptor.FindFieldByName("measure_id")?.Accessor.SetValue(request, measure);
        return request;
    }

    private static GetIdentityRequest Address(string person) => BorderReturn.Look(person, Purpose.Protect, "QD22/2015-D6.4", "current_place");

    /// <summary>What the police who received her are told of where she is; as the caller could tell it apart.</summary>
    private static async Task<string> AddressOf(BorderReturn play, string person) => (await play.At(Officers.Police).Send(Address(person))).Fingerprint;

    private static async Task<IEnumerable<string>> Places(BorderReturn play, Measures measures) =>
        (await play.At(Officers.Investigation).Send(measures.Dossier(Purpose.Protect, "operations", "full_name"))).Expect<GetDossierResponse>()
        .Measures.Where(measure => measure.Place is not null).Select(measure => measure.Place.Line);

    private async Task<BorderReturn> Protected() => await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();

    private static async Task Done(BorderReturn play, IMessage request, Officer? by = null) => (await play.At(by ?? Officers.Labour).Send(request)).Expect<IMessage>();
}
