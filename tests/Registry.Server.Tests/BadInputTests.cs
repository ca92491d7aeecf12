using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Input of the wrong shape: refused by name of the field and never by its value, with a line, and nothing is changed.</summary>
[Collection(nameof(Workplace))]
public sealed class BadInputTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private static readonly Dictionary<string, (string Field, string Value, Action<RegisterVictimRequest> Spoil)> Bad = new(StringComparer.Ordinal)
    {
        ["purpose number that the contract does not know"] = ("context.purpose", "99", request => request.Context.Purpose = (Purpose)99),
        ["legal basis that is in no table"] = ("context.legal_basis", "QD99/2099", request => request.Context.LegalBasis = "QD99/2099"),
        ["case reference that is no id"] = ("context.case_reference", "vụ án 7", request => request.Context.CaseReference = "vụ án 7"),
        ["request id that is no id"] = ("request_id", "number-one", request => request.RequestId = "number-one"),
        ["no request id"] = ("request_id", "", request => request.RequestId = ""),
        ["no person"] = ("person", "", request => request.Person = null),
        ["other nationality in words"] = ("person.nationalities", "Lào", request => request.Person.Nationalities.Add("Lào")),
        ["country of a paper in words"] = ("person.papers.country", "Trung Quốc", request => request.Person.Papers.Add(new IdentityPaper { Country = "Trung Quốc" })),
        ["birth date without year that is no day"] = ("person.birth_date", "2016", request => request.Person.BirthDate = new Date { Month = 2, Day = 30 }),
        ["birth date in the future"] = ("person.birth_date", "2016", request => request.Person.BirthDate = new Date { Year = 2016, Month = 3, Day = 2 }),
        ["birth date that is no date"] = ("person.birth_date", "1990", request => request.Person.BirthDate = new Date { Year = 1990, Month = 2, Day = 30 }),
        ["day of an act in the future"] = ("occurred_on", "2016", request => request.OccurredOn = new Date { Year = 2016, Month = 3, Day = 2 }),
        ["name in NFD"] = ("person.full_name", VietnameseNfd.Of(Canaries.VictimName), request => request.Person.FullName = VietnameseNfd.Of(Canaries.VictimName)),
        ["name with a zero-width space"] = ("person.full_name", "Trần\u200bThị Vẫy", request => request.Person.FullName = "Trần\u200bThị Vẫy"),
        ["name with a direction override"] = ("person.full_name", "Trần \u202eThị Vẫy", request => request.Person.FullName = "Trần \u202eThị Vẫy"),
        ["name with a control character"] = ("person.full_name", "Trần\u0007Thị Vẫy", request => request.Person.FullName = "Trần\u0007Thị Vẫy"),
        ["name with a line break"] = ("person.full_name", "Trần\nThị Vẫy", request => request.Person.FullName = "Trần\nThị Vẫy"),
        ["name with a space around it"] = ("person.full_name", " " + Canaries.VictimName, request => request.Person.FullName = " " + Canaries.VictimName),
        ["text that is too long"] = ("entry_point", new string('g', 201), request => request.EntryPoint = new string('g', 201)),
        ["nationality in words"] = ("person.nationality", "Việt Nam", request => request.Person.Nationality = "Việt Nam"),
        ["form of exploitation that the decree does not list"] = ("person.exploitation_forms", "77", request => request.Person.ExploitationForms.Add((ExploitationForm)77)),
        ["list without end"] = ("person.other_names", "Lan", request => request.Person.OtherNames.Add(Enumerable.Repeat("Lan Thử", 51))),
    };

    public static TheoryData<string> Names => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_by_the_name_of_the_field(string what)
    {
        var (field, value, spoil) = Bad[what];
        var request = Registration();
        spoil(request);
        var before = await Written();
        var lines = await Lines.Count(workplace.Registry);

        var answer = await At(Officers.Post, request);

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), (answer.Status, answer.Reason));
        Assert.Contains(field, answer.Fields);
        if (value.Length > 3)
            Assert.DoesNotContain(value, answer.Rich!.ToString() + answer.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Written());
        var line = Assert.Single(await Lines.Of(workplace.Registry, lines));
        Assert.Equal(("REQUEST_NOT_VALID", Officers.Post.Agency), (line.Content.Outcome, line.Content.Agency));
    }

    [Fact]
    public async Task The_request_that_is_spoilt_above_is_good_itself()
    {
        var answer = await At(Officers.Post, Registration());

        Assert.Equal(StatusCode.OK, answer.Status);
    }

    [Theory]
    [InlineData("secret_field")]
    [InlineData("")]
    [InlineData("home_address.line")]
    public async Task A_field_mask_names_fields_of_a_person_or_is_refused(string path)
    {
        var lines = await Lines.Count(workplace.Registry);

        var answer = await At(Officers.Post, BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name", path));

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), (answer.Status, answer.Reason));
        Assert.Equal(["fields"], answer.Fields);
        Assert.Equal(1, await Lines.Count(workplace.Registry) - lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(600)]
    public async Task A_call_needs_a_deadline_of_at_most_half_a_minute(int? seconds)
    {
        var within = seconds is { } given ? TimeSpan.FromSeconds(given) : Timeout.InfiniteTimeSpan;
        using var desk = new Desk(workplace.Registry.Grpc, () => workplace.Registry.Token(Officers.Post), within);
        var before = await Written();
        var lines = await Lines.Count(workplace.Registry);

        var answer = await desk.Send(Registration());

        Assert.Equal((StatusCode.InvalidArgument, "DEADLINE_REQUIRED"), (answer.Status, answer.Reason));
        Assert.Equal(before, await Written());
        Assert.Equal("DEADLINE_REQUIRED", Assert.Single(await Lines.Of(workplace.Registry, lines)).Content.Outcome);
    }

    [Fact]
    public async Task A_message_of_5_MB_is_refused_before_it_is_read_and_leaves_its_line()
    {
        var request = Registration();
        request.Person.ExploitationAccount = string.Concat(Enumerable.Repeat(Canaries.Account, 5 * 1024 * 1024 / Canaries.Account.Length));
        var before = await Written();
        var lines = await Lines.Count(workplace.Registry);

        var answer = await At(Officers.Post, request);

        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
        Assert.Equal(before, await Written());
        var line = Assert.Single(await Left(lines));
        Assert.Equal(("MESSAGE_NOT_READ", Officers.Post.Agency, Officers.Post.Name), (line.Content.Outcome, line.Content.Agency, line.Content.Officer));
    }

    /// <summary>Lines since; the line of an unread message is written right after its refusal is out.</summary>
    private async Task<IReadOnlyList<OpenedLine>> Left(long since)
    {
        for (var wait = 0; wait < 100; wait++)
        {
            if (await Lines.Of(workplace.Registry, since) is { Count: > 0 } left)
                return left;
            await Task.Delay(50);
        }

        return [];
    }

    private static RegisterVictimRequest Registration() => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        Person = People.Victim(),
    };

    private async Task<Answer> At(Officer officer, Google.Protobuf.IMessage request)
    {
        using var desk = workplace.Registry.Desk(officer);
        return await desk.Send(request);
    }

    private async Task<string> Written() => (string)(await workplace.Registry.Tamper(
        "select concat_ws(' ', (select count(*) from events.mt_events), (select count(*) from registry.subject), (select count(*) from registry.request))"))!;
}
