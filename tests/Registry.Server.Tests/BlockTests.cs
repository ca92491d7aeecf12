using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Contacts, representatives and consents; and those who must not reach a person.</summary>
[Collection(nameof(Workplace))]
public sealed class BlockTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task A_contact_is_seen_by_class_and_gone_when_it_is_removed()
    {
        using var play = await Start();
        var labour = Labour(play, play.Victim);
        var added = await labour.Do<AddContactResponse>(Persons.Contact());

        var seen = Assert.Single((await Labour(play, play.Victim, Purpose.ReceiveReturnee).Look("contacts")).Contacts);
        Assert.Equal((Canaries.ContactName, Canaries.Phone, Canaries.ContactHome), (seen.FullName, seen.Phone, seen.Address.Line));
        await play.Protected();
        var hidden = Assert.Single((await new Persons(play, play.Victim, Officers.Police, Purpose.Protect, "QD22/2015-D6.4").Look("contacts")).Contacts);
        Assert.Equal((Canaries.ContactName, "", null), (hidden.FullName, hidden.Phone, hidden.Address));

        await labour.Do<RemoveContactResponse>(new RemoveContactRequest { ContactId = added.ContactId, Reason = Canaries.AmendReason });
        Assert.Empty((await labour.Look("contacts", "status")).Contacts);
        Assert.Equal("CONTACT_NOT_KNOWN", (await labour.Send(new RemoveContactRequest { ContactId = added.ContactId, Reason = Canaries.AmendReason })).Reason);
    }

    [Fact]
    public async Task Who_acts_for_the_blocked_one_hears_of_each_of_the_two_what_it_hears_of_nobody()
    {
        using var play = await Start();
        await play.Protected();
        Assert.Equal([play.Daughter, play.Sister], (await Labour(play, play.Victim).Look("relatives")).Relatives.Select(one => one.PersonId));
        var nobodyBefore = await Answers(play, Officers.Labour, BorderReturn.NewId(), play.Sister);

        var block = await Labour(play, play.Victim).Do<BlockContactResponse>(Block(play.Sister));

        foreach (var officer in (Officer[])[Officers.Labour, Officers.Police, Officers.Post, Officers.Centre])
        {
            foreach (var (person, other) in ((string, string)[])[(play.Victim, play.Sister), (play.Sister, play.Victim)])
                Assert.Equal(await Answers(play, officer, BorderReturn.NewId(), other), await Answers(play, officer, person, other));
        }

        Assert.Equal(nobodyBefore, await Answers(play, Officers.Labour, play.Victim, play.Sister));
        Assert.Equal(Canaries.VictimName, (await Labour(play, play.Victim).Look("full_name")).Person.FullName);

        // What the labour department held of the sister over the link is over; the link is not shown, and her own record tells of no block.
        Assert.Equal(await Answers(play, Officers.Labour, BorderReturn.NewId(), ""), await Answers(play, Officers.Labour, play.Sister, ""));
        var hers = await Labour(play, play.Victim).Look("relatives", "blocks");
        Assert.Equal([play.Daughter], hers.Relatives.Select(one => one.PersonId));
        Assert.Equal((block.BlockId, play.Sister, Canaries.BlockReason), (hers.Blocks[0].BlockId, hers.Blocks[0].RelativeId, hers.Blocks[0].Reason));
    }

    [Fact]
    public async Task A_code_that_was_taken_from_her_confirms_nothing_to_who_acts_for_the_blocked_one()
    {
        using var play = await Start();
        var request = new VerifyCertificateRequest
        {
            Context = BorderReturn.Why(Purpose.IdentityCheck, "RULE-CONSENT"),
            CertificateNumber = play.CertificateNumber,
            IssuedOn = BorderReturn.Day,
            ConsentCode = play.ConsentCode,
        };
        await Labour(play, play.Victim).Do<BlockContactResponse>(Block(play.Sister));

        var own = (await play.At(Officers.Population).Send(request)).Expect<VerifyCertificateResponse>();
        request.Context.OnBehalfOfId = play.Sister;
        var before = await Lines.Count(workplace.Registry);
        var his = await play.At(Officers.Population).Send(request);
        Assert.All(await Lines.Of(workplace.Registry, before), line => Assert.Equal(play.Sister, line.Content.OnBehalfOf.ToString()));
        request.CertificateNumber = Canaries.CertificateNumber + "/0";
        var nobodys = await play.At(Officers.Population).Send(request);

        Assert.True(own.Confirmed);
        Assert.False(his.Expect<VerifyCertificateResponse>().Confirmed);
        Assert.Equal(nobodys.Fingerprint, his.Fingerprint);
    }

    [Fact]
    public async Task Who_acts_for_the_blocked_one_does_not_find_her_in_a_list()
    {
        using var play = await Start();
        await Labour(play, play.Victim).Do<BlockContactResponse>(Block(play.Sister));
        using var desk = workplace.Registry.Desk(Officers.Centre.WithEveryScope());

        async Task<IReadOnlyList<string>> Cases(string other)
        {
            var (all, request) = (new List<string>(), new ListMyCasesRequest { Context = BorderReturn.Why(Purpose.Care, "QD22/2015-D5.4") });
            request.Context.OnBehalfOfId = other;
            do
            {
                var page = (await desk.Send(request)).Expect<ListMyCasesResponse>();
                all.AddRange(page.Cases.Select(one => one.PersonId));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return all;
        }

        Assert.Contains(play.Victim, await Cases(""));
        Assert.DoesNotContain(play.Victim, await Cases(play.Sister));
    }

    [Fact]
    public async Task A_block_on_one_record_of_a_human_being_is_one_on_all_of_them()
    {
        using var play = await Start();
        using var other = await new BorderReturn(workplace.Registry).Received();
        await Labour(other, other.Victim, Purpose.ReceiveReturnee).Do<BlockContactResponse>(Block(other.Sister));
        var request = new VerifyCertificateRequest
        {
            Context = BorderReturn.Why(Purpose.IdentityCheck, "RULE-CONSENT"),
            CertificateNumber = play.CertificateNumber,
            IssuedOn = BorderReturn.Day,
            ConsentCode = play.ConsentCode,
        };
        request.Context.OnBehalfOfId = other.Sister;
        Assert.True((await play.At(Officers.Population).Send(request)).Expect<VerifyCertificateResponse>().Confirmed);

        var police = play.At(Officers.Police);
        async Task<long> Version(string person) => (await police.Send(BorderReturn.Look(person, Purpose.VerifyIdentity, "QD22/2015-D6.2", "status"))).Expect<GetIdentityResponse>().Version;
        (await police.Send(new MergePersonsRequest
        {
            Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = await Version(play.Victim),
            OtherId = other.Victim,
            OtherVersion = await Version(other.Victim),
            Grounds = Canaries.Grounds,
        })).Expect<MergePersonsResponse>();

        Assert.False((await play.At(Officers.Population).Send(request)).Expect<VerifyCertificateResponse>().Confirmed);
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.Labour).Send(For(BorderReturn.Look(play.Victim, Purpose.Protect, "QD22/2015-D5.5", "full_name"), other.Sister))).Status);
    }

    [Fact]
    public async Task A_decider_lifts_the_block_of_another_and_says_why_and_nobody_else_does()
    {
        using var play = await Start();
        await play.Protected();
        var police = new Persons(play, play.Victim, Officers.Police, Purpose.Protect, "QD22/2015-D6.4");
        var made = await police.Do<BlockContactResponse>(Block(play.Sister));
        var lift = new UnblockContactRequest { BlockId = made.BlockId, Reason = Canaries.UnblockReason };

        var refused = await new Persons(play, play.Victim, Officers.Centre, Purpose.Care, "QD22/2015-D5.4").Send(lift.Clone());
        Assert.Equal((StatusCode.FailedPrecondition, "UNBLOCK_NOT_IN_AUTHORITY"), (refused.Status, refused.Reason));
        Assert.Equal("ASK_THE_DECIDER", refused.Detail<Google.Rpc.ErrorInfo>()!.Metadata["next_step"]);
        Assert.Contains("62/2012", refused.Text("vi"), StringComparison.Ordinal);
        var request = lift.Clone();
        var answer = await Labour(play, play.Victim).Do<UnblockContactResponse>(request);

        Assert.Equal(answer, (await play.At(Officers.Labour).Send(request)).Expect<UnblockContactResponse>());
        Assert.Equal(StatusCode.OK, (await play.At(Officers.Labour).Send(For(BorderReturn.Look(play.Victim, Purpose.Protect, "QD22/2015-D5.5", "full_name"), play.Sister))).Status);
        Assert.Equal("BLOCK_NOT_KNOWN", (await Labour(play, play.Victim).Send(lift.Clone())).Reason);
    }

    [Fact]
    public async Task A_guardian_who_is_no_kin_represents_the_minor_until_he_is_blocked()
    {
        using var play = await Start();
        var labour = Labour(play, play.Daughter);
        var contact = await labour.Do<AddContactResponse>(Persons.Contact());
        var record = new RecordRepresentativeRequest
        {
            Kind = RepresentativeKind.Guardian,
            ContactId = contact.ContactId,
            Paper = new RepresentationPaper { Number = Canaries.GuardianPaper, IssuedOn = BorderReturn.Day, Issuer = Canaries.PaperIssuer },
        };
        var made = await labour.Do<RecordRepresentativeResponse>(record.Clone());
        var mother = await labour.Do<RecordRepresentativeResponse>(new RecordRepresentativeRequest { Kind = RepresentativeKind.Parent, RecordId = play.Victim });
        var stranger = await labour.Send(new RecordRepresentativeRequest { Kind = RepresentativeKind.Parent, RecordId = BorderReturn.NewId() });
        Assert.Equal(StatusCode.NotFound, stranger.Status);
        await labour.Do<EndRepresentationResponse>(new EndRepresentationRequest { RepresentativeId = mother.RepresentativeId, Reason = Canaries.AmendReason });

        var standing = (await labour.Look("representatives")).Representatives;
        Assert.Equal([(made.RepresentativeId, true), (mother.RepresentativeId, false)], standing.Select(one => (one.RepresentativeId, one.HasStanding)));
        Assert.Equal(Canaries.GuardianPaper, standing[0].Paper.Number);
        await labour.Do<BlockContactResponse>(new BlockContactRequest { ContactId = contact.ContactId, Reason = Canaries.BlockReason });

        Assert.All((await labour.Look("representatives")).Representatives, one => Assert.False(one.HasStanding));
        Assert.Equal("REPRESENTATIVE_IS_BLOCKED", (await labour.Send(record.Clone())).Reason);
        var ask = await new Measures(play, play.Daughter).Ask(MeasureClause.Guard, Officers.Investigation);
        ask.AskedBy = AskedBy.Representative;
        Assert.Equal("REPRESENTATIVE_WITHOUT_STANDING", (await play.At(Officers.Labour).Send(ask)).Reason);
    }

    [Fact]
    public async Task A_consent_opens_what_it_names_to_whom_it_names_and_its_withdrawal_closes_it()
    {
        using var play = await Start();
        var labour = Labour(play, play.Victim);
        var look = BorderReturn.Look(play.Victim, Purpose.Treatment, "QD22/2015-D9", "full_name", "health_needs", "birth_date", "current_place");
        var before = await play.At(Officers.Health).Send(look);
        var consent = new RecordConsentRequest
        {
            FieldClasses = { FieldClass.IdentityMinimum, FieldClass.Health },
            Purposes = { Purpose.Treatment },
            ToAgency = Officers.Health.Agency,
        };

        var made = await labour.Do<RecordConsentResponse>(consent.Clone());
        var during = (await play.At(Officers.Health).Send(look)).Expect<GetIdentityResponse>().Person;
        await labour.Do<WithdrawConsentResponse>(new WithdrawConsentRequest { ConsentId = made.ConsentId, Reason = Canaries.WithdrawReason });
        var after = await play.At(Officers.Health).Send(look);

        Assert.Equal(new Person { FullName = Canaries.VictimName, HealthNeeds = { Canaries.HealthNeed } }, during);
        Assert.Equal(StatusCode.NotFound, before.Status);
        Assert.Equal(before.Fingerprint, after.Fingerprint);
        Assert.True(Assert.Single((await labour.Look("consents")).Consents).Withdrawn);
        consent.ToAgency = Officers.Labour.Agency;
        Assert.Equal("CONSENT_TO_YOURSELF", (await labour.Send(consent.Clone())).Reason);
        consent.ToAgency = Officers.Centre.Agency;
        Assert.Equal("CONSENT_NOT_FOR_AGENCY", (await labour.Send(consent.Clone())).Reason);
    }

    private async Task<BorderReturn> Start() => await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();

    private static Persons Labour(BorderReturn play, string person, Purpose purpose = Purpose.Protect) => new(play, person, Officers.Labour, purpose, "QD22/2015-D5.5");

    private static BlockContactRequest Block(string relative) => new() { RelativeId = relative, Reason = Canaries.BlockReason };

    /// <summary>What every door that names a person answers, in another's name.</summary>
    private async Task<IReadOnlyList<string>> Answers(BorderReturn play, Officer officer, string person, string other)
    {
        using var desk = workplace.Registry.Desk(officer.WithEveryScope());
        var answers = new List<string>();
        foreach (var method in Samples.OfPersons.Where(method => method.Service.Name != "AuditService"))
        {
            foreach (var purpose in Samples.RuleOf(method).Purposes)
                answers.Add($"{method.Name} {purpose} {(await desk.Send(For(Samples.Of(method, purpose, person), other))).Fingerprint}");
        }

        return answers;
    }

    private static IMessage For(IMessage request, string other)
    {
        ((AccessContext)request.Descriptor.FindFieldByName("context").Accessor.GetValue(request)).OnBehalfOfId = other;
        return request;
    }
}
