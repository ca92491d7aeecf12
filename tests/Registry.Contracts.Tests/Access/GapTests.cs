using Registry.Contracts.Access;
using Registry.V1;

namespace Registry.Contracts.Tests.Access;

/// <summary>Nothing declared means that nobody decided: the server does not start, and says everything that is missing at once.</summary>
public sealed class GapTests
{
    [Fact]
    public void A_contract_without_gaps_starts()
    {
        var rules = AccessRules.From(TestContract.Of([TestContract.Method("Look", TestContract.Rule())]));

        var rule = rules.Find("/registry.test.TestService/Look");
        Assert.Equal("TestService/Look", rule?.Name);
        Assert.Equal("test.read", rule?.Scope);
    }

    [Fact]
    public void A_method_without_a_rule_refuses_the_start()
    {
        var gaps = GapsOf([TestContract.Method("Look", rule: null)]);

        Assert.Equal(["method registry.test.TestService.Look declares no (access)"], gaps);
    }

    public static TheoryData<string, string> Incomplete => new()
    {
        { "scope", "declares no scope" },
        { "purposes", "declares no purpose" },
        { "unknown purpose", "declares no purpose" },
        { "line", "declares no line kind" },
        { "gravity", "declares no gravity" },
        { "classes of an act", "acts but declares no class that it touches" },
        { "undeclared class", "declares a class that is none" },
        { "envelope as a class", "declares a class that is none" },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_rule_with_a_part_missing_refuses_the_start(string missing, string said)
    {
        var gaps = GapsOf([TestContract.Method("Look", Without(missing))]);

        Assert.Equal(["method registry.test.TestService.Look " + said], gaps);
    }

    [Fact]
    public void A_field_without_a_class_refuses_the_start_also_deep_inside_a_message()
    {
        var gaps = GapsOf(
            [TestContract.Method("Look", TestContract.Rule())],
            TestContract.Message("Asked", FieldClass.Envelope, TestContract.Inner("inner", 1, ".registry.test.Inner")),
            TestContract.Message("Inner", null, TestContract.Inner("deeper", 1, ".registry.test.Deeper"), TestContract.Text("named", 2, FieldClass.Health)),
            TestContract.Message("Deeper", null, TestContract.Text("forgotten", 1)));

        Assert.Equal(
            [
                "field registry.test.Inner.deeper declares no (field_class), and its message no (fields)",
                "field registry.test.Deeper.forgotten declares no (field_class), and its message no (fields)",
            ],
            gaps);
    }

    [Fact]
    public void Every_gap_of_the_contract_is_named_at_once()
    {
        var refused = Assert.Throws<AccessRuleException>(() => AccessRules.From(TestContract.Of(
            [TestContract.Method("Look", rule: null), TestContract.Method("Change", Without("scope", "line", "gravity"))],
            TestContract.Message("Told", null, TestContract.Text("first", 1), TestContract.Text("second", 2)))));

        Assert.Equal(6, refused.Gaps.Count);
        Assert.All(refused.Gaps, gap => Assert.Contains(gap, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_that_holds_itself_is_walked_once()
    {
        var rules = AccessRules.From(TestContract.Of(
            [TestContract.Method("Look", TestContract.Rule())],
            TestContract.Message("Told", FieldClass.Status, TestContract.Inner("again", 1, ".registry.test.Told"))));

        Assert.Single(rules.Methods);
    }

    [Fact]
    public void The_class_of_the_field_beats_that_of_its_message()
    {
        var files = TestContract.Of(
            [TestContract.Method("Look", TestContract.Rule())],
            TestContract.Message("Told", FieldClass.Status, TestContract.Text("usual", 1), TestContract.Text("own", 2, FieldClass.Health)));
        var told = files[0].MessageTypes.Single(message => message.Name == "Told");

        var rules = AccessRules.From(files);

        Assert.Equal(FieldClass.Status, rules.ClassOf(told.FindFieldByName("usual")));
        Assert.Equal(FieldClass.Health, rules.ClassOf(told.FindFieldByName("own")));
    }

    private static IReadOnlyList<string> GapsOf(
        Google.Protobuf.Reflection.MethodDescriptorProto[] methods, params Google.Protobuf.Reflection.DescriptorProto[] messages) =>
        Assert.Throws<AccessRuleException>(() => AccessRules.From(TestContract.Of(methods, messages))).Gaps;

    private static AccessRule Without(params string[] parts)
    {
        var rule = TestContract.Rule();
        foreach (var part in parts)
        {
            switch (part)
            {
                case "scope": rule.Scope = ""; break;
                case "purposes": rule.Purposes.Clear(); break;
                case "unknown purpose": rule.Purposes.Add(Purpose.Unspecified); break;
                case "line": rule.Line = LineKind.Unspecified; break;
                case "gravity": rule.Gravity = Gravity.Unspecified; break;
                case "classes of an act": rule.Line = LineKind.Act; break;
                case "undeclared class": rule.Classes.Add(FieldClass.Unspecified); break;
                case "envelope as a class": rule.Classes.Add(FieldClass.Envelope); break;
                default: throw new ArgumentException("no such part", nameof(parts));
            }
        }

        return rule;
    }
}
