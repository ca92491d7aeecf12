using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>
/// Who came with her is written down where she is: at the commune to which she comes at night (Decision 22/2015 Art. 1.2, Law 66/2011 Art. 24.1), and in the
/// house that cares for her.
/// </summary>
[Collection(nameof(Workplace))]
public sealed class CameAlongTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task A_commune_records_the_child_who_came_with_her_and_the_guardian_gives_essentials_and_asks_for_protection()
    {
        using var report = await new SelfReport(workplace.Registry).Received();
        var commune = report.At(Officers.Commune.WithEveryScope());

        var child = (await commune.Send(Child(report.Person, report.Version))).Expect<AddAccompanyingMinorResponse>();

        var version = child.Version;
        async Task<T> Do<T>(IMessage act, Purpose purpose = Purpose.ReceiveReturnee)
            where T : class, IMessage
        {
            var answer = (await commune.Send(Filled(act, child.PersonId, version, purpose))).Expect<T>();
            version = (long)answer.Descriptor.FindFieldByName("version").Accessor.GetValue(answer);
            return answer;
        }

        await Do<RecordReceptionResponse>(new RecordReceptionRequest { Lead = true, Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = BorderReturn.Day } });
        var grandmother = await Do<AddContactResponse>(Persons.Contact());
        await Do<RecordRepresentativeResponse>(new RecordRepresentativeRequest { Kind = RepresentativeKind.Guardian, ContactId = grandmother.ContactId });
        await Do<AddDocumentResponse>(new AddDocumentRequest { Kind = PaperKind.Passport, Number = Canaries.PassportNumber });
        await Do<CorrectKinshipResponse>(new CorrectKinshipRequest { Kinship = Kinship.AdoptedChild, Accompanies = true, Minor = true, Reason = Canaries.AmendReason });
        await Do<RecordSupportResponse>(new Supports(child.PersonId) { Version = version }.Give(SupportKind.Essentials, days: 2), Purpose.Support);
        var asked = (await commune.Send(Filled(
            new RequestProtectionRequest { Clause = MeasureClause.SecretPersonal, Addressee = Officers.AluoiPolice.Agency, Area = "HONGVAN", AskedBy = AskedBy.Representative, Threat = Canaries.Threat },
            child.PersonId, 0, Purpose.Protect))).Expect<RequestProtectionResponse>();

        Assert.NotEmpty(asked.ProtectionRequestId);
        var seen = (await commune.Send(BorderReturn.Look(child.PersonId, Purpose.ReceiveReturnee, "L66/2011-D24.1", "status", "contacts", "representatives"))).Expect<GetIdentityResponse>();
        Assert.Equal(PersonKind.AccompanyingMinor, seen.Status.Kind);
        Assert.Equal(grandmother.ContactId, Assert.Single(seen.Representatives).ContactId);
        Assert.Equal(Canaries.ContactName, Assert.Single(seen.Contacts).FullName);
    }

    [Fact]
    public async Task The_house_that_cares_for_her_adds_who_came_later_and_nobody_learns_by_it_where_she_is()
    {
        using var play = await new BorderReturn(workplace.Registry).HandedOver();
        using var house = workplace.Registry.Desk(Officers.Centre.WithEveryScope());
        var version = (await house.Send(BorderReturn.Look(play.Victim, Purpose.Care, "QD22/2015-D5.4", "status"))).Expect<GetIdentityResponse>().Version;
        var before = await Told(play, Officers.Police);
        Assert.All(before, one => Assert.NotEmpty(one));

        var child = (await house.Send(Child(play.Victim, version))).Expect<AddAccompanyingMinorResponse>();

        var seen = (await house.Send(BorderReturn.Look(child.PersonId, Purpose.Care, "QD22/2015-D5.4", "status", "full_name"))).Expect<GetIdentityResponse>();
        Assert.Equal((PersonKind.AccompanyingMinor, Canaries.Mononym), (seen.Status.Kind, seen.Person.FullName));
        Assert.Equal(before, await Told(play, Officers.Police));
        var hers = (await house.Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D1.2", "relatives"))).Expect<GetIdentityResponse>();
        Assert.Contains(hers.Relatives, one => one.PersonId == child.PersonId && one.Accompanies);
        foreach (var other in (Officer[])[Officers.Police, Officers.Post, Officers.Labour, Officers.District])
        {
            using var desk = workplace.Registry.Desk(other.WithEveryScope());
            Assert.Equal(StatusCode.NotFound, (await desk.Send(BorderReturn.Look(child.PersonId, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "status"))).Status);
        }
    }

    /// <summary>Whom each of them hears of as the victim's people, on her record and in its history.</summary>
    private async Task<List<string>> Told(BorderReturn play, params Officer[] others)
    {
        var told = new List<string>();
        foreach (var other in others)
        {
            using var desk = workplace.Registry.Desk(other.WithEveryScope());
            var now = (await desk.Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D5.3", "relatives"))).Expect<GetIdentityResponse>();
            told.Add(string.Join(' ', now.Relatives.Select(one => one.PersonId)));
            var past = new GetHistoryRequest { Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D5.3"), PersonId = play.Victim, Fields = new() { Paths = { "relatives" } } };
            told.Add(string.Join(' ', (await desk.Send(past)).Expect<GetHistoryResponse>().Entries.Select(one => $"{one.Kind}/{one.RecordedAt}")));
        }

        return told;
    }

    private static AddAccompanyingMinorRequest Child(string victim, long version) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D1.2"),
        RequestId = BorderReturn.NewId(),
        VictimId = victim,
        ExpectedVersion = version,
        Kinship = Kinship.BiologicalChild,
        Person = new Person { FullName = Canaries.Mononym, BirthYear = 2010 },
    };

    private static IMessage Filled(IMessage act, string person, long version, Purpose purpose)
    {
        var fields = act.Descriptor.Fields;
        fields["context"].Accessor.SetValue(act, BorderReturn.Why(purpose, "QD22/2015-D1.2"));
        fields["request_id"].Accessor.SetValue(act, BorderReturn.NewId());
        fields["person_id"].Accessor.SetValue(act, person);
        fields["expected_version"].Accessor.SetValue(act, version);
        return act;
    }
}
