using Registry.V1;

namespace Registry.Contracts.Tests.Contract;

public sealed class MethodTests
{
    /// <summary>
    /// Acts that make a record of their own, an emergency, which waits for nobody's version, and its review by an inspector, who is shown none; every
    /// other act changes a subject that somebody has seen before.
    /// </summary>
    private static readonly string[] WithoutVersion = ["AnnounceReturn", "BreakGlass", "RecordSelfReport", "RegisterVictim", "ReviewBreakGlass", "SubmitReport"];

    [Fact]
    public void The_rules_cover_every_service_of_the_contract()
    {
        // A service that the rules do not know would be served without token and without line.
        var declared = TheContract.Methods.Select(method => $"/{method.Service.FullName}/{method.Name}");

        Assert.Equal(declared.Order(StringComparer.Ordinal), TheContract.Rules.Methods.Keys.Order(StringComparer.Ordinal));
        Assert.NotEmpty(TheContract.Methods);
    }

    [Fact]
    public void Every_method_says_who_what_for_and_what_it_leaves_in_the_log() => Assert.All(TheContract.Methods, method =>
    {
        var rule = TheContract.RuleOf(method);

        Assert.Matches("^[a-z]+\\.[a-z]+$", rule.Scope);
        Assert.NotEmpty(rule.Purposes);
        Assert.DoesNotContain(Purpose.Unspecified, rule.Purposes);
        Assert.NotEqual(LineKind.Unspecified, rule.Line);
        Assert.NotEqual(Gravity.Unspecified, rule.Gravity);
    });

    [Fact]
    public void Every_request_says_first_why_it_asks() => Assert.All(TheContract.Methods, method =>
    {
        var first = method.InputType.FindFieldByNumber(1);

        Assert.Equal("context", first?.Name);
        Assert.Equal(AccessContext.Descriptor, first?.MessageType);
    });

    [Fact]
    public void Every_act_has_an_id_and_a_date() => Assert.All(TheContract.Acts, method =>
    {
        Assert.NotNull(method.InputType.FindFieldByName("request_id"));
        Assert.NotNull(method.InputType.FindFieldByName("occurred_on"));
    });

    [Fact]
    public void Every_act_on_somebody_names_the_version_it_saw()
    {
        var without = TheContract.Acts.Where(method => method.InputType.FindFieldByName("expected_version") is null).Select(method => method.Name);

        Assert.Equal(WithoutVersion, without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_act_answers_with_the_version_it_made() =>
        Assert.All(TheContract.Acts, method => Assert.NotNull(method.OutputType.FindFieldByName("version")));

    [Fact]
    public void Streams_come_from_the_server_alone_read_and_go_on_from_a_cursor() => Assert.All(
        TheContract.Methods.Where(method => method.IsClientStreaming || method.IsServerStreaming), method =>
        {
            Assert.False(method.IsClientStreaming);
            Assert.Equal(LineKind.Read, TheContract.RuleOf(method).Line);
            Assert.NotNull(method.InputType.FindFieldByName("cursor"));
            Assert.NotNull(method.OutputType.FindFieldByName("cursor"));
        });
}
