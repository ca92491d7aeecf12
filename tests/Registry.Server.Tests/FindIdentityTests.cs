using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using static Registry.Server.Tests.House.Lookalikes;

namespace Registry.Server.Tests;

/// <summary>Whom an officer finds by particulars: those her agency has to do with, exactly, and nobody else under any spelling.</summary>
[Collection(nameof(Workplace))]
public sealed class FindIdentityTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task By_name_and_year_by_date_by_number_and_by_certificate_she_is_found_by_who_has_to_do_with_her()
    {
        var (given, id) = (GivenName(), IdNumber());
        using var play = await Received(workplace.Registry, Person(given, id: id));
        await Certify(play);
        var name = $"{Canaries.VictimName} {given}";

        Assert.Equal([play.Victim], await Found(play, Find(Purpose.VerifyIdentity, name, Born())));
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.VerifyIdentity, "tran thi NGUONG vay  " + given, Born(Year, 5, 3))));
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.VerifyIdentity, id: id)));
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.VerifyIdentity, certificate: play.CertificateNumber)));
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.VerifyIdentity, name, Born(Year, 5, 3), id, play.CertificateNumber)));

        Assert.Empty(await Found(play, Find(Purpose.VerifyIdentity, name, Born(Year + 1))));
        Assert.Empty(await Found(play, Find(Purpose.VerifyIdentity, name, Born(Year, 3, 5))));
        Assert.Empty(await Found(play, Find(Purpose.VerifyIdentity, given, Born())));
        Assert.Empty(await Found(play, Find(Purpose.VerifyIdentity, name, Born(), IdNumber())));
        Assert.Empty(await Found(play, Find(Purpose.VerifyIdentity, certificate: play.CertificateNumber + "X")));
    }

    [Fact]
    public async Task A_stranger_finds_nobody_and_what_it_hears_and_leaves_is_the_same_for_her_and_for_nobody()
    {
        var (given, id) = (GivenName(), IdNumber());
        using var play = await Received(workplace.Registry, Person(given, id: id));
        await Certify(play);

        foreach (var officer in (Officer[])[Officers.District, Officers.Court, Officers.Population, Officers.Inspector, Officers.Centre])
        {
            using var desk = workplace.Registry.Desk(officer.WithEveryScope());
            foreach (var purpose in (Purpose[])[Purpose.VerifyIdentity, Purpose.Protect, Purpose.Care])
            {
                var heard = new List<(string Fingerprint, int Lines)>();
                foreach (var request in (FindIdentityRequest[])
                [
                    Find(purpose, $"{Canaries.VictimName} {given}", Born()), Find(purpose, $"{Canaries.VictimName} {GivenName()}", Born()),
                    Find(purpose, id: id), Find(purpose, id: IdNumber()),
                    Find(purpose, certificate: play.CertificateNumber), Find(purpose, certificate: play.CertificateNumber + "X"),
                ])
                {
                    var before = await Lines.Count(workplace.Registry);
                    var answer = await desk.Send(request);
                    Assert.Equal(StatusCode.OK, answer.Status);
                    heard.Add((answer.Fingerprint, (int)(await Lines.Count(workplace.Registry) - before)));
                }

                Assert.Single(heard.Distinct());
            }
        }
    }

    [Fact]
    public async Task Whoever_handed_her_over_finds_her_no_more_and_the_new_carer_does()
    {
        var given = GivenName();
        using var play = await Received(workplace.Registry, Person(given));
        var name = $"{Canaries.VictimName} {given}";
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.ReceiveReturnee, name, Born()), Officers.Post));

        await play.HandedOver(await VersionOf(play));

        Assert.Empty(await Found(play, Find(Purpose.ReceiveReturnee, name, Born()), Officers.Post));
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.Care, name, Born()), Officers.Centre));
    }

    [Fact]
    public async Task Whom_a_measure_hides_from_its_registrar_is_nobody_to_it_after_the_measure()
    {
        using var play = await new BorderReturn(workplace.Registry).Announced();
        var given = GivenName();
        var name = $"{Canaries.VictimName} {given}";
        var register = Register(Person(given));
        register.AnnouncementId = play.Announcement;
        var victim = (await play.At(Officers.Post).Send(register)).Expect<RegisterVictimResponse>().PersonId;
        Assert.Equal([victim], await Found(play, Find(Purpose.ReceiveReturnee, name, Born()), Officers.Post));
        Assert.True((await play.At(Officers.Post).Send(Check(victim, Purpose.ReceiveReturnee, name))).Expect<CheckIdentityResponse>().FullNameConfirmed);
        await Receive(play, victim, Officers.Labour);
        await Receive(play, victim, Officers.Police);
        await Confirm(play, victim);

        (await play.At(Officers.Labour).Send(play.Measure(victim, MeasureClause.SecretPersonal, operation: Canaries.OrderPlan, executors: Officers.Centre.Agency)))
            .Expect<DecideMeasureResponse>();

        Assert.Empty(await Found(play, Find(Purpose.ReceiveReturnee, name, Born()), Officers.Post));
        Assert.Equal([victim], await Found(play, Find(Purpose.ReceiveReturnee, name, Born()), Officers.Labour));
        Assert.Equal(
            (await play.At(Officers.Post).Send(Check(BorderReturn.NewId(), Purpose.ReceiveReturnee, name))).Fingerprint,
            (await play.At(Officers.Post).Send(Check(victim, Purpose.ReceiveReturnee, name))).Fingerprint);
    }

    [Fact]
    public async Task Everybody_looked_at_has_a_line_before_and_the_number_of_looks_tells_nothing()
    {
        var given = GivenName();
        using var play = await Received(workplace.Registry, Person(given));
        var before = await Lines.Count(workplace.Registry);

        var answer = await play.At(Officers.Police).Send(Find(Purpose.VerifyIdentity, $"{Canaries.VictimName} {given}", Born()));

        var lines = await Lines.Of(workplace.Registry, before);
        Assert.Equal((answer.RecordId, RecordKind.Intent, Guid.Empty), (lines[0].Id.ToString(), lines[0].Content.Kind, lines[0].Subject));
        Assert.Equal((RecordKind.Outcome, "FOUND", lines[0].Id), (lines[^1].Content.Kind, lines[^1].Content.Outcome, lines[^1].Content.Intent));
        var hers = lines.Where(line => line.Subject.ToString() == play.Victim).ToList();
        Assert.Equal([(RecordKind.Intent, "OK"), (RecordKind.Outcome, "FOUND")], hers.Select(line => (line.Content.Kind, line.Content.Outcome)));
        Assert.Equal(4, lines.Count(line => line.Content.Kind != RecordKind.Outcome && line.Subject != Guid.Empty));
        Assert.All(lines, line => Assert.Equal("IdentityService/FindIdentity", line.Content.Method));
    }

    [Fact]
    public async Task A_new_name_is_found_and_the_old_one_is_not()
    {
        var (given, later) = (GivenName(), GivenName());
        using var play = await Received(workplace.Registry, Person(given));

        await Amend(play, Person(later));

        Assert.Empty(await Found(play, Find(Purpose.VerifyIdentity, $"{Canaries.VictimName} {given}", Born())));
        Assert.Equal([play.Victim], await Found(play, Find(Purpose.VerifyIdentity, $"{Canaries.VictimName} {later}", Born())));
    }

    [Fact]
    public async Task To_who_acts_for_somebody_blocked_she_is_not_there()
    {
        var given = GivenName();
        using var play = await Received(workplace.Registry, Person(given));
        await new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, Basis).Do<BlockContactResponse>(
            new BlockContactRequest { RelativeId = play.Sister, Reason = Canaries.BlockReason });
        var request = Find(Purpose.VerifyIdentity, $"{Canaries.VictimName} {given}", Born());
        Assert.Equal([play.Victim], await Found(play, request));

        request.Context.OnBehalfOfId = play.Sister;

        Assert.Empty(await Found(play, request));
    }

    [Theory]
    [InlineData("", 0, "", "particulars")]
    [InlineData("Trần Thị Ngưỡng Vẫy", 0, "", "particulars")]
    [InlineData("", 1979, "", "particulars")]
    [InlineData("-", 1979, "", "particulars.full_name")]
    [InlineData("", 0, "...", "particulars.id_number")]
    public async Task A_search_that_would_sweep_is_refused_by_field_name(string name, int year, string id, string field)
    {
        using var desk = workplace.Registry.Desk(Officers.Police);

        var answer = await desk.Send(Find(Purpose.VerifyIdentity, name, year > 0 ? Born(year) : null, id));

        Assert.Equal(StatusCode.InvalidArgument, answer.Status);
        Assert.Contains(field, answer.Fields);
    }

    private static async Task<IEnumerable<string>> Found(BorderReturn play, IMessage request, Officer? by = null) =>
        (await play.At(by ?? Officers.Police).Send(request)).Expect<FindIdentityResponse>().Persons.Select(person => person.PersonId);

    private static async Task<long> VersionOf(BorderReturn play) =>
        (await new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, Basis).Look("status")).Version;

    private static async Task Certify(BorderReturn play)
    {
        await Confirm(play, play.Victim);
        await new Persons(play, play.Victim, Officers.Police, Purpose.Certify, Basis).Do<IssueCertificateResponse>(
            new IssueCertificateRequest { CertificateNumber = play.CertificateNumber });
    }

    private static async Task Confirm(BorderReturn play, string person) =>
        await new Persons(play, person, Officers.Police, Purpose.VerifyIdentity, Basis).Do<RecordVerificationResultResponse>(new RecordVerificationResultRequest
        {
            Outcome = VerificationOutcome.Confirmed,
            EvidenceSources = { EvidenceSource.VictimStatement },
            AnswerNumber = Canaries.AnswerNumber,
        });

    private static async Task Receive(BorderReturn play, string person, Officer officer) =>
        await new Persons(play, person, officer, Purpose.ReceiveReturnee, "QD22/2015-D7.1").Do<RecordReceptionResponse>(
            new RecordReceptionRequest { Lead = officer == Officers.Labour, Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = BorderReturn.Day } });
}
