using Google.Protobuf.Reflection;
using Grpc.Core;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Every door leaves its line; the doors are those of the contract, not of a list that somebody keeps.</summary>
[Collection(nameof(PlayedCase))]
public sealed class EveryMethodTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    public static TheoryData<string> Methods => [.. Contract.Methods.Select(Contract.NameOf)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Leaves_one_line_that_names_caller_person_and_purpose(string name)
    {
        var (method, purpose) = Door(name);
        var person = BorderReturn.NewId();
        using var desk = played.Registry.Desk(WithScopesOf(Officers.District, method));
        var before = await Lines.Count(played.Registry);

        var answer = await desk.Send(Samples.Of(method, purpose, person));

        var lines = await Lines.Of(played.Registry, before);
        var line = lines[0];
        Assert.Equal(line.Id.ToString(), answer.RecordId);
        Assert.Equal(name, line.Content.Method);
        answer.Receipt!.Verify(played.Registry.Policy);
        Assert.Equal((line.Id, line.Index), (answer.Receipt.RecordId, answer.Receipt.Index));
        Assert.Equal(Officers.District.Agency, line.Content.Agency);
        Assert.Equal(Officers.District.Name, line.Content.Officer);
        Assert.Equal((int)purpose, (int)line.Content.Purpose);
        Assert.Equal(Canaries.Justification, line.Justification);
        Assert.Equal(line.Content.Outcome == "OK" ? RecordKind.Intent : RecordKind.Denial, line.Content.Kind);
        Assert.True(line.Content.Kind == RecordKind.Intent || answer.Status != StatusCode.OK);
        if (Samples.OfPersons.Contains(method) && method.Service.Name != "AuditService")
            Assert.Equal(person, line.Subject.ToString());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Is_closed_to_a_token_without_its_scope_and_leaves_a_line(string name)
    {
        var (method, purpose) = Door(name);
        var scopes = Officers.EveryScope.Split(' ').Where(scope => scope != Samples.RuleOf(method).Scope);
        using var desk = played.Registry.Desk(Officers.Police with { Scope = string.Join(' ', scopes) });
        var before = await Lines.Count(played.Registry);

        var answer = await desk.Send(Samples.Of(method, purpose, played.Case.Victim));

        Assert.Equal((StatusCode.PermissionDenied, "SCOPE_MISSING"), (answer.Status, answer.Reason));
        answer.Receipt!.Verify(played.Registry.Policy);
        var line = Assert.Single(await Lines.Of(played.Registry, before));
        Assert.Equal((RecordKind.Denial, "SCOPE_MISSING", name), (line.Content.Kind, line.Content.Outcome, line.Content.Method));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Is_closed_to_a_purpose_that_it_does_not_serve_and_leaves_a_line(string name)
    {
        var method = Door(name).Method;
        var foreign = Enum.GetValues<Purpose>().First(purpose => purpose != Purpose.Unspecified && !Samples.RuleOf(method).Purposes.Contains(purpose));
        using var desk = played.Registry.Desk(WithScopesOf(Officers.Police, method));
        var before = await Lines.Count(played.Registry);

        var answer = await desk.Send(Samples.Of(method, foreign, played.Case.Victim));

        Assert.Equal((StatusCode.PermissionDenied, "PURPOSE_NOT_ALLOWED"), (answer.Status, answer.Reason));
        Assert.Equal("PURPOSE_NOT_ALLOWED", Assert.Single(await Lines.Of(played.Registry, before)).Content.Outcome);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Is_closed_to_a_token_narrowed_to_another_purpose_and_leaves_a_line(string name)
    {
        var (method, purpose) = Door(name);
        var other = PurposeNames.All.First(candidate => PurposeNames.TryParse(candidate, out var parsed) && (int)parsed != (int)purpose);
        using var desk = played.Registry.Desk(WithScopesOf(Officers.Police, method), other);
        var before = await Lines.Count(played.Registry);

        var answer = await desk.Send(Samples.Of(method, purpose, played.Case.Victim));

        Assert.Equal((StatusCode.PermissionDenied, "PURPOSE_NOT_ALLOWED"), (answer.Status, answer.Reason));
        Assert.Equal("PURPOSE_NOT_ALLOWED", Assert.Single(await Lines.Of(played.Registry, before)).Content.Outcome);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Without_a_token_is_closed_and_counted_in_one_line_a_source(string name)
    {
        var (method, purpose) = Door(name);
        await played.Registry.Service<NobodysLines>().Flush();
        using var desk = new Desk(played.Registry.Grpc, () => null);
        var before = await Lines.Count(played.Registry);

        var first = await desk.Send(Samples.Of(method, purpose, played.Case.Victim));
        var second = await desk.Send(Samples.Of(method, purpose, BorderReturn.NewId()));
        await played.Registry.Service<NobodysLines>().Flush();

        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_NOT_VALID"), (first.Status, first.Reason));
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        // The server's own flush, once a minute, may fall between the two.
        var lines = await Lines.Of(played.Registry, before);
        Assert.InRange(lines.Count, 1, 2);
        Assert.Equal(2, lines.Sum(line => line.Content.Count));
        Assert.All(lines, line => Assert.Equal((RecordKind.Denial, "no token", Guid.Empty, ""), (line.Content.Kind, line.Content.Outcome, line.Subject, line.Content.Agency)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Needs_a_purpose_and_a_legal_basis(string name)
    {
        var (method, purpose) = Door(name);
        using var desk = played.Registry.Desk(WithScopesOf(Officers.Police, method));
        var before = await Lines.Count(played.Registry);
        var missing = Samples.Of(method, purpose, played.Case.Victim);
        method.InputType.FindFieldByName("context").Accessor.SetValue(missing, null);
        var empty = Samples.Of(method, Purpose.Unspecified, played.Case.Victim);

        var without = await desk.Send(missing);
        var nothing = await desk.Send(empty);

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), (without.Status, without.Reason));
        Assert.Contains("context", without.Fields);
        Assert.Contains("context.purpose", nothing.Fields);
        Assert.All(await Lines.Of(played.Registry, before), line => Assert.Equal("REQUEST_NOT_VALID", line.Content.Outcome));
        Assert.Equal(2, await Lines.Count(played.Registry) - before);
    }

    /// <summary>Every scope that may stand beside the one of the method.</summary>
    private static Officer WithScopesOf(Officer officer, MethodDescriptor method) =>
        officer with { Scope = Samples.RuleOf(method).Scope == "agency.administer" ? Officers.Administration : Officers.EveryScope };

    private static (MethodDescriptor Method, Purpose Purpose) Door(string name)
    {
        var method = Contract.Methods.Single(candidate => Contract.NameOf(candidate) == name);
        return (method, Samples.RuleOf(method).Purposes.Order().First());
    }
}
