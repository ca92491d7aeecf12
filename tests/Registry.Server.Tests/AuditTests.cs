using System.Text;
using Grpc.Core;
using Registry.AccessLog;
using Registry.Server.Tests.House;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>An inspector sees who looked, allowed and denied, and can prove it.</summary>
[Collection(nameof(PlayedCase))]
public sealed class AuditTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    [Fact]
    public async Task An_inspector_sees_allowed_and_denied_looks_with_officer_purpose_classes_and_rules()
    {
        await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name", "health_needs"));
        await played.Case.At(Officers.District).Send(BorderReturn.Look(played.Case.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));

        var lines = (await List(played.Case.Victim, 10)).Lines;

        var denied = lines.First(line => line.Agency == Officers.District.Agency);
        Assert.Equal((AccessKind.Denial, "NOT_FOUND", Officers.District.Name), (denied.Kind, denied.Outcome, denied.Officer));
        Assert.NotEmpty(denied.Rules);
        var allowed = lines.First(line => line.Agency == Officers.Police.Agency);
        Assert.Equal((AccessKind.Intent, Purpose.Protect, "QD22/2015-D6.4"), (allowed.Kind, allowed.Purpose, allowed.LegalBasis));
        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.Health], allowed.Asked);
        Assert.Equal([FieldClass.IdentityMinimum], allowed.Granted);
        Assert.Contains("N2K-13", allowed.Rules);
        Assert.Equal(64, allowed.LawVersion.Length);
    }

    [Fact]
    public async Task Pages_skip_nothing_and_repeat_nothing_while_others_write()
    {
        var all = (await Lines.Of(played.Registry)).Where(line => line.Subject.ToString() == played.Case.Victim).Select(line => line.Id.ToString()).ToList();
        var seen = new List<string>();
        var token = "";
        do
        {
            var page = await List(played.Case.Victim, 7, token);
            seen.AddRange(page.Lines.Select(line => line.RecordId));
            token = page.NextPageToken;
            await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));
        }
        while (token.Length > 0);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        // Newest first; the first page begins with the inspector's own look.
        Assert.Equal(Enumerable.Reverse(all), seen.Skip(1));
    }

    [Fact]
    public async Task A_page_token_of_another_person_or_inspector_is_refused()
    {
        var token = (await List(played.Case.Victim, 3)).NextPageToken;
        using var colleague = played.Registry.Desk(Officers.Inspector with { Name = "ttr-tth/2" });

        var otherPerson = await played.Case.At(Officers.Inspector).Send(Request(played.Case.Daughter, 3, token));
        var otherInspector = await colleague.Send(Request(played.Case.Victim, 3, token));
        var nonsense = await played.Case.At(Officers.Inspector).Send(Request(played.Case.Victim, 3, "AAAA"));

        Assert.All([otherPerson, otherInspector, nonsense], answer => Assert.Equal((StatusCode.InvalidArgument, "page_token"), (answer.Status, Assert.Single(answer.Fields))));
    }

    [Fact]
    public async Task Nobody_but_inspectors_reads_lines_and_trying_leaves_one()
    {
        foreach (var officer in Officers.All.Where(officer => officer != Officers.Inspector))
        {
            using var desk = played.Registry.Desk(officer.WithEveryScope());
            var before = await Lines.Count(played.Registry);

            var her = await desk.Send(Request(played.Case.Victim, 5, ""));
            var nobody = await desk.Send(Request(BorderReturn.NewId(), 5, ""));

            Assert.Equal(StatusCode.NotFound, her.Status);
            Assert.Equal(nobody.Fingerprint, her.Fingerprint);
            Assert.Equal(2, await Lines.Count(played.Registry) - before);
        }
    }

    [Fact]
    public async Task A_look_at_her_is_never_among_the_looks_at_her_sister()
    {
        var atSister = await played.Case.At(Officers.District).Send(BorderReturn.Look(played.Case.Sister, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        var atHer = await played.Case.At(Officers.District).Send(BorderReturn.Look(played.Case.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));

        var hers = (await List(played.Case.Victim, 200)).Lines.Select(line => line.RecordId).ToList();
        var sisters = (await List(played.Case.Sister, 200)).Lines.Select(line => line.RecordId).ToList();

        Assert.Contains(atHer.RecordId, hers);
        Assert.Contains(atSister.RecordId, sisters);
        Assert.Empty(hers.Intersect(sisters));
    }

    [Fact]
    public async Task A_record_comes_with_a_proof_that_the_policys_keys_bear_out()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));

        var record = await played.Case.At(Officers.Inspector).Audit.GetRecordAsync(
            new GetRecordRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RecordId = look.RecordId },
            played.Case.At(Officers.Inspector).Options);

        Assert.Equal(look.RecordId, record.Line.RecordId);
        await Proves(record.Proof, look.RecordId, record.Line.LeafIndex);
    }

    [Fact]
    public async Task A_caller_takes_a_receipt_of_its_own_line()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.Protect, "QD22/2015-D6.4", "full_name"));

        var receipt = await played.Case.At(Officers.Police).Access.GetReceiptAsync(
            new GetReceiptRequest { Context = BorderReturn.Why(Purpose.OwnLines, "RULE-OWN-LINES"), RecordId = look.RecordId }, played.Case.At(Officers.Police).Options);

        Assert.Equal(look.Trailers.GetValue("registry-leaf-index"), receipt.LeafIndex.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Proves(receipt.Proof, look.RecordId, receipt.LeafIndex);
    }

    [Fact]
    public async Task Whoever_was_told_the_id_of_anothers_line_learns_its_place_and_nothing_of_whom_or_what_it_is_about()
    {
        using var stranger = played.Registry.Desk(Officers.District.WithEveryScope());
        var looks = new List<Answer>();
        foreach (var person in (string[])[played.Case.Victim, BorderReturn.NewId()])
            looks.Add(await played.Case.At(Officers.Police).Send(BorderReturn.Look(person, Purpose.Protect, "QD22/2015-D6.4", "full_name")));

        var proofs = new List<TlogProof>();
        foreach (var look in looks)
        {
            var told = (await stranger.Send(Receipt(look.RecordId))).Expect<GetReceiptResponse>();
            proofs.Add(TlogProof.Parse(System.Text.Encoding.UTF8.GetBytes(told.Proof)));
            Assert.DoesNotContain(look.RecordId, told.Proof, StringComparison.OrdinalIgnoreCase);
        }

        // One was granted, the other is of nobody: the entry is a version and one hash, and nothing beside it.
        Assert.Equal([StatusCode.OK, StatusCode.NotFound], looks.Select(look => look.Status));
        Assert.All(proofs, proof => Assert.Equal(1 + TreeHash.Length, proof.Extra?.Length));
        Assert.Equal(StatusCode.NotFound, (await stranger.Send(Receipt(BorderReturn.NewId()))).Status);
    }

    [Fact]
    public async Task A_record_that_does_not_exist_and_one_asked_for_by_a_stranger_are_one_answer()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));
        using var stranger = played.Registry.Desk(Officers.District.WithEveryScope());

        var real = await stranger.Send(new GetRecordRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RecordId = look.RecordId });
        var none = await stranger.Send(new GetRecordRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RecordId = BorderReturn.NewId() });

        Assert.Equal(StatusCode.NotFound, real.Status);
        Assert.Equal(none.Fingerprint, real.Fingerprint);
    }

    private async Task Proves(string proof, string recordId, long index)
    {
        var stored = (await played.Registry.Service<LogReader>().Find(Guid.Parse(recordId), CancellationToken.None))!;
        var parsed = TlogProof.Parse(Encoding.UTF8.GetBytes(proof));

        var checkpoint = parsed.Verify(stored.LeafHash, played.Registry.Policy);

        Assert.Equal(index, parsed.Index);
        Assert.True(checkpoint.Head.Size > index);
        Assert.Throws<VerificationFailedException>(() => parsed.Verify(Merkle.Leaf([1, 2, 3]), played.Registry.Policy));
    }

    private static GetReceiptRequest Receipt(string record) => new() { Context = BorderReturn.Why(Purpose.OwnLines, "RULE-OWN-LINES"), RecordId = record };

    private static ListAccessesRequest Request(string person, int size, string token) => new()
    {
        Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"),
        PersonId = person,
        PageSize = size,
        PageToken = token,
    };

    private async Task<ListAccessesResponse> List(string person, int size, string token = "") =>
        (await played.Case.At(Officers.Inspector).Send(Request(person, size, token))).Expect<ListAccessesResponse>();
}
