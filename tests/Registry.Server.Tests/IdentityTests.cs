using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Who a person is, as far as anybody knows: partial, unlikely, unknown, corrected; and papers by reference.</summary>
[Collection(nameof(Workplace))]
public sealed class IdentityTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Fact]
    public async Task What_looks_unlikely_is_kept_as_it_is_and_comes_back_as_codes_without_values()
    {
        using var play = await Start();
        var person = new Person
        {
            FullName = Canaries.Mononym,
            NameForm = NameForm.FamilyFirst,
            Sex = Sex.Male,
            BirthDate = new Date { Year = 1988 },
            EthnicGroup = Canaries.UnlistedGroup,
            IdNumber = Canaries.OddIdNumber,
            NationalityStatus = NationalityStatus.Stateless,
            Nationalities = { "LA", "VN" },
            Papers =
            {
                new IdentityPaper { Kind = PaperKind.Passport, Number = Canaries.PassportNumber, Country = "VN", Issuer = Canaries.PaperIssuer },
                new IdentityPaper { Kind = PaperKind.CitizenId, Number = Canaries.VictimIdNumber, IssuedOn = new Date { Year = 1980, Month = 1, Day = 1 } },
            },
            HomeAddress = new Address { Line = Canaries.VictimHome, ProvinceCode = "46" },
        };
        var request = Register(person);

        var made = (await play.At(Officers.Post).Send(request)).Expect<RegisterVictimResponse>();

        Assert.Equal(
            [
                "ETHNIC_GROUP_UNLISTED person.ethnic_group", "ID_NUMBER_BIRTH_YEAR person.papers.number", "ID_NUMBER_SEX person.papers.number",
                "ID_NUMBER_SHAPE person.id_number", "ID_NUMBER_SHAPE person.papers.number", "MAP_DAY_MISSING person.home_address.map_day",
                "NAME_OF_ONE_WORD person.full_name", "PAPER_BEFORE_BIRTH person.papers.issued_on", "STATELESS_WITH_NATIONALITY person.nationality_status",
            ],
            made.Warnings.Select(one => $"{one.Code} {one.Field}").Order(StringComparer.Ordinal));
        Assert.All(made.Warnings, one => Assert.All(Canaries.All, canary => Assert.DoesNotContain(canary, one.Vi + one.En, StringComparison.Ordinal)));
        Assert.All(made.Warnings, one => Assert.True(one.Vi.Length > 0 && one.En.Length > 0));
        Assert.Equal(made, (await play.At(Officers.Post).Send(request)).Expect<RegisterVictimResponse>());
        var kept = await Post(play, made.PersonId).Look(
            "full_name", "id_number", "papers", "nationalities", "nationality_status", "ethnic_group", "ethnic_group_list", "name_form", "birth_year", "home_address");
        person.Sex = Sex.Unspecified;
        person.BirthYear = 1988;
        person.BirthDate = null;
        Assert.Equal(person, kept.Person);
    }

    [Fact]
    public async Task A_person_of_whom_nothing_is_known_has_a_record_and_so_has_one_with_one_name_or_five()
    {
        using var play = await Start();
        var nobody = (await play.At(Officers.Post).Send(Register(new Person { NameForm = NameForm.Unknown, PaperStatus = PaperStatus.Withheld })))
            .Expect<RegisterVictimResponse>();
        var named = new Person
        {
            FullName = Canaries.Mononym,
            NameForm = NameForm.Single,
            BirthDate = new Date { Month = 2, Day = 29 },
            EthnicGroup = "Pa Cô",
            Names =
            {
                new PersonName { Text = Canaries.VictimName, Kind = NameKind.Birth, Form = NameForm.FamilyFirst },
                new PersonName { Text = Canaries.ForeignName, Kind = NameKind.Abroad, Form = NameForm.GivenFirst },
                new PersonName { Text = Canaries.VictimOtherName, Kind = NameKind.Imposed },
            },
        };
        var made = (await play.At(Officers.Post).Send(Register(named))).Expect<RegisterVictimResponse>();

        Assert.Empty(nobody.Warnings);
        Assert.Equal(NameForm.Unknown, (await Post(play, nobody.PersonId).Look("name_form", "full_name")).Person.NameForm);
        Assert.Empty(made.Warnings);
        var read = (await Post(play, made.PersonId).Look("full_name", "names", "birth_date", "birth_year", "ethnic_group_list")).Person;
        Assert.Equal((named.FullName, named.BirthDate, 0, "QD421-1979"), (read.FullName, read.BirthDate, read.BirthYear, read.EthnicGroupList));
        Assert.Equal(named.Names, read.Names);
    }

    [Fact]
    public async Task A_correction_is_an_act_with_a_reason_and_a_field_may_become_unknown()
    {
        using var play = await Start(handedOver: true);
        var police = Police(play, play.Victim);
        var amend = Persons.Amend(new Person { FullName = Canaries.AmendedName, BirthDate = new Date { Year = 1986 } }, "full_name", "birth_date", "ethnic_group");

        var made = await police.Do<AmendIdentityResponse>(amend);
        var unknown = Persons.Amend(new Person(), "home_address");
        unknown.Reason = Canaries.OtherAmendReason;
        await police.Do<AmendIdentityResponse>(unknown);

        var read = await police.Look("full_name", "birth_date", "birth_year", "ethnic_group", "ethnic_group_list", "home_address", "sex", "amendments");
        Assert.Equal(new Person { FullName = Canaries.AmendedName, BirthDate = new Date { Year = 1986 }, BirthYear = 1986, Sex = Sex.Female }, read.Person);
        Assert.Equal(
            ["birth_date birth_year ethnic_group ethnic_group_list full_name", "home_address"], read.Amendments.Select(one => string.Join(' ', one.AmendedFields)));
        Assert.Equal((made.AmendmentId, Officers.Police.Agency, Canaries.AmendReason), (read.Amendments[0].AmendmentId, read.Amendments[0].ByAgency, read.Amendments[0].Reason));
        Assert.Empty(made.Warnings);

        // The centre may not see the home address, so it is not told that somebody corrected it.
        var centre = await new Persons(play, play.Victim, Officers.Centre, Purpose.Care, "QD22/2015-D5.4").Look("amendments");
        Assert.Equal([made.AmendmentId], centre.Amendments.Select(one => one.AmendmentId));
    }

    [Fact]
    public async Task Nobody_corrects_what_is_hidden_from_it_and_a_carer_only_what_it_sees_with_its_own_eyes()
    {
        using var play = await Start(handedOver: true);
        await play.Protected();
        var hidden = Persons.Amend(new Person { CurrentPlace = new Address { Line = Canaries.SecondShelter } }, "current_place");
        var nobody = new Persons(play, BorderReturn.NewId(), Officers.Police, Purpose.VerifyIdentity, "QD22/2015-D6.2");
        var centre = new Persons(play, play.Victim, Officers.Centre, Purpose.Care, "QD22/2015-D5.4");

        var refused = await Police(play, play.Victim).Send(hidden.Clone());
        var absent = await nobody.Send(hidden.Clone(), version: 1);
        await centre.Do<AmendIdentityResponse>(hidden.Clone());
        var others = await centre.Send(Persons.Amend(new Person { FullName = Canaries.AmendedName }, "full_name"));

        Assert.Equal(StatusCode.NotFound, refused.Status);
        Assert.Equal(absent.Fingerprint, refused.Fingerprint);
        Assert.Equal(Canaries.SecondShelter, (await centre.Look("current_place")).Person.CurrentPlace.Line);
        Assert.Equal("AMENDMENT_NOT_YOURS", others.Reason);
        Assert.Contains("sức khỏe", others.Text("vi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_corrected_is_told_where_her_place_may_be_seen_and_to_itself()
    {
        using var play = await Start();
        await play.Certified();
        await Post(play, play.Victim).Do<AmendIdentityResponse>(Persons.Amend(new Person { FullName = Canaries.AmendedName }, "full_name"));
        var last = await Police(play, play.Victim).Do<AmendIdentityResponse>(Persons.Amend(new Person { BirthDate = new Date { Year = 1986 } }, "birth_date"));
        await play.HandedOver(last.Version);
        await play.Protected();

        var told = await new Persons(play, play.Victim, Officers.Centre, Purpose.Care, "QD22/2015-D5.4").Look("amendments", "current_place");
        var hidden = await Police(play, play.Victim).Look("amendments", "current_place");

        Assert.Null(hidden.Person.CurrentPlace);
        Assert.NotNull(told.Person.CurrentPlace);
        Assert.Equal(["", Officers.Police.Agency], hidden.Amendments.Select(one => one.ByAgency));
        Assert.Equal([Officers.Post.Agency, Officers.Police.Agency], told.Amendments.Select(one => one.ByAgency));
    }

    [Theory]
    [InlineData("amended")]
    [InlineData("status")]
    [InlineData("home_address.line")]
    public async Task A_correction_names_fields_of_a_person(string path)
    {
        using var play = await Start();
        var made = (await play.At(Officers.Post).Send(Register(People.Stranger()))).Expect<RegisterVictimResponse>();

        var answer = await Post(play, made.PersonId).Send(Persons.Amend(new Person(), path));

        Assert.Equal((StatusCode.InvalidArgument, "fields"), (answer.Status, Assert.Single(answer.Fields)));
    }

    [Fact]
    public async Task A_paper_is_kept_by_reference_and_tells_its_own_file_from_any_other()
    {
        using var play = await Start(handedOver: true);
        var police = Police(play, play.Victim);
        var added = await police.Do<AddDocumentResponse>(new AddDocumentRequest
        {
            Kind = PaperKind.BirthRegistration,
            Number = Canaries.BirthPaper,
            IssuedOn = BorderReturn.Day,
            Issuer = Canaries.PaperIssuer,
            Custodian = Canaries.Custodian,
            Sha256 = Hash,
        });
        GetDocumentRequest Ask(string person, string document, string hash) =>
            new() { Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"), PersonId = person, DocumentId = document, Sha256 = hash };

        var same = (await play.At(Officers.Police).Send(Ask(play.Victim, added.DocumentId, Hash))).Expect<GetDocumentResponse>();
        var other = (await play.At(Officers.Police).Send(Ask(play.Victim, added.DocumentId, new string('0', 64)))).Expect<GetDocumentResponse>();
        var unasked = (await play.At(Officers.Police).Send(Ask(play.Victim, added.DocumentId, ""))).Expect<GetDocumentResponse>();
        using var centre = workplace.Registry.Desk(Officers.Centre.WithEveryScope());
        var stranger = await centre.Send(Ask(play.Victim, added.DocumentId, Hash));

        Assert.Equal((true, false, false), (same.SameFile, other.SameFile, unasked.SameFile));
        Assert.Equal((PaperKind.BirthRegistration, Canaries.BirthPaper, Canaries.Custodian), (same.Document.Kind, same.Document.Number, same.Document.Custodian));
        Assert.Equal([same.Document], (await police.Look("documents")).Documents);
        Assert.Equal(StatusCode.NotFound, stranger.Status);
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.Police).Send(Ask(play.Victim, BorderReturn.NewId(), Hash))).Status);
        Assert.Equal("sha256", Assert.Single((await play.At(Officers.Police).Send(Ask(play.Victim, added.DocumentId, "ABC"))).Fields));
    }

    private async Task<BorderReturn> Start(bool handedOver = false)
    {
        var play = new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" };
        return handedOver ? await play.HandedOver() : play;
    }

    private static Persons Police(BorderReturn play, string person) => new(play, person, Officers.Police, Purpose.VerifyIdentity, "QD22/2015-D6.2");

    private static Persons Post(BorderReturn play, string person) => new(play, person, Officers.Post, Purpose.ReceiveReturnee, "QD22/2015-D7.1");

    private static RegisterVictimRequest Register(Person person) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        Person = person,
    };
}
