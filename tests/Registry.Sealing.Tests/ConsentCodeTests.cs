using Registry.Domain.Access;

namespace Registry.Sealing.Tests;

public sealed class ConsentCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Guid Certificate = Guid.Parse("dddddddd-dddd-4ddd-8ddd-dddddddddddd");

    [Fact]
    public async Task The_code_that_was_given_matches_however_it_is_told()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.Verification);
        var code = ConsentCode.Derive(keys, Certificate);
        var text = code.Reveal();

        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$", text);
        foreach (var told in new[]
        {
            text,
            $"  {text.Replace('-', ' ')} ",
            text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(),
            text.Replace('0', 'O').Replace('1', 'I'),
            text.Replace('0', 'o').Replace('1', 'l'),
        })
            Assert.True(ConsentCode.Parse(told)?.Matches(code), "told otherwise");
    }

    [Fact]
    public async Task Another_person_and_another_certificate_have_another_code()
    {
        using var house = await House.Open();
        using var ana = await house.Release(House.Ana, FieldClass.Verification);
        using var binh = await house.Release(House.Binh, FieldClass.Verification);
        var code = ConsentCode.Derive(ana, Certificate);

        Assert.True(code.Matches(ConsentCode.Derive(ana, Certificate)));
        Assert.False(code.Matches(ConsentCode.Derive(binh, Certificate)));
        Assert.False(code.Matches(ConsentCode.Derive(ana, Guid.NewGuid())));
    }

    [Fact]
    public async Task Needs_keys_that_cover_verification()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);

        Assert.Throws<OpenFailedException>(() => ConsentCode.Derive(keys, Certificate));
    }

    [Fact]
    public async Task For_nobody_there_is_a_code_that_nobody_was_given()
    {
        using var house = await House.Open();
        using var ana = await house.Release(House.Ana, FieldClass.Verification);
        using var nobody = await house.Release(Guid.NewGuid(), FieldClass.Verification);

        Assert.False(ConsentCode.Derive(nobody, Certificate).Matches(ConsentCode.Derive(ana, Certificate)));
    }

    [Fact]
    public void The_check_character_finds_every_wrong_character_and_every_swap()
    {
        var random = new Seeded("codes");
        Span<byte> bytes = stackalloc byte[SpokenCode.Bytes];
        for (var round = 0; round < 50; round++)
        {
            random.Fill(bytes);
            var text = SpokenCode.Format(bytes).Replace("-", "", StringComparison.Ordinal);
            Assert.Equal(bytes.ToArray(), SpokenCode.Parse(text));

            for (var i = 0; i < text.Length; i++)
            {
                foreach (var letter in Alphabet.Where(letter => letter != text[i]))
                    Assert.Null(SpokenCode.Parse($"{text[..i]}{letter}{text[(i + 1)..]}"));
                for (var j = i + 1; j < text.Length; j++)
                {
                    var swapped = text.ToCharArray();
                    (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                    if (text[i] != text[j])
                        Assert.Null(SpokenCode.Parse(new string(swapped)));
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000-0000-0000-0000")] // no check character
    [InlineData("0000-0000-0000-0000-00")]
    [InlineData("0000-0000-0000-0000-1")]
    [InlineData("0000-0000-0000-000U-0")]
    [InlineData("0000-0000-0000-000*-0")]
    [InlineData("0000_0000-0000-0000-0")]
    [InlineData("0000-0000-0000-000\u0660-0")] // an Arabic zero
    public void Anything_else_is_no_code(string text) => Assert.Null(ConsentCode.Parse(text));

    [Fact]
    public void Zeros_are_a_code() => Assert.NotNull(ConsentCode.Parse("0000-0000-0000-0000-0"));
}
