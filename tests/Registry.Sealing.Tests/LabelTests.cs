using System.Reflection;

namespace Registry.Sealing.Tests;

public sealed class LabelTests
{
    private static readonly string[] All = typeof(Labels)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(field => field.IsLiteral && field.Name != nameof(Labels.Tenant))
        .Select(field => (string)field.GetRawConstantValue()!)
        .ToArray();

    [Fact]
    public void No_label_equals_or_begins_another()
    {
        Assert.True(All.Length > 20);
        foreach (var (one, i) in All.Select((label, i) => (label, i)))
            foreach (var other in All.Where((_, j) => j != i))
                Assert.False(other.StartsWith(one, StringComparison.Ordinal), $"{one} begins {other}");
    }

    [Fact]
    public void Every_label_carries_a_version_and_ends_in_the_only_NUL()
    {
        foreach (var label in All)
        {
            Assert.StartsWith("registry/v1/", label, StringComparison.Ordinal);
            Assert.Equal(label.Length - 1, label.IndexOf('\0', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Parts_that_join_to_the_same_text_do_not_frame_to_the_same_bytes()
    {
        var one = new Framed(Labels.SealedField).AddText("ab").AddText("c");
        var other = new Framed(Labels.SealedField).AddText("a").AddText("bc");

        Assert.False(one.Bytes.SequenceEqual(other.Bytes));
    }

    [Fact]
    public void A_lone_surrogate_is_refused_and_not_replaced() =>
        Assert.ThrowsAny<ArgumentException>(() => new Framed(Labels.SealedField).AddText("\ud800"));
}
