using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>
/// Reads a type as the models write it: <c>integer | string</c>, <c>(Command | CodeAction)[]</c>, <c>[uinteger, uinteger]</c>,
/// <c>map&lt;DocumentUri, TextEdit[]&gt;</c>, <c>'begin'</c>, <c>1</c>, a name.
/// </summary>
/// <param name="text">The type.</param>
/// <param name="find">Finds a type by its name, when it is needed: types speak of each other, and of themselves.</param>
internal ref struct ShapeReader(ReadOnlySpan<char> text, Func<string, Shape> find)
{
    private ReadOnlySpan<char> rest = text;

    public static Shape Read(string text, Func<string, Shape> find)
    {
        var reader = new ShapeReader(text, find);
        var shape = reader.ReadChoice();
        return reader.rest.IsEmpty ? shape : throw new FormatException($"No type: {text}");
    }

    private Shape ReadChoice()
    {
        var options = ImmutableArray.Create(ReadOne());
        while (Skip("|"))
        {
            options = options.Add(ReadOne());
        }

        return options is [var only] ? only : new Shape.Choice(options);
    }

    private Shape ReadOne()
    {
        var shape = ReadElement();
        while (Skip("[]"))
        {
            shape = new Shape.List(shape);
        }

        return shape;
    }

    private Shape ReadElement()
    {
        if (Skip("("))
        {
            var inner = ReadChoice();
            Require(")");
            return inner;
        }

        if (Skip("["))
        {
            return new Shape.Tuple(ReadListTo("]"));
        }

        if (Skip("map<"))
        {
            return ReadListTo(">") is [var key, var value]
                ? new Shape.Map(key, value)
                : throw new FormatException("A map has keys and values.");
        }

        if (Skip("'"))
        {
            return Constant(JsonSerializer.Serialize(Take(letter => letter != '\''), JsonSerializerOptions.Default), "'");
        }

        var word = Take(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '-');
        return word.Length == 0 ? throw new FormatException($"No type: {rest}")
            : char.IsDigit(word[^1]) && int.TryParse(word, out _) ? Constant(word)
            : Primitives.All.GetValueOrDefault(word) ?? new Shape.Named(word, find);
    }

    private ImmutableArray<Shape> ReadListTo(string end)
    {
        var shapes = ImmutableArray.Create(ReadChoice());
        while (Skip(","))
        {
            shapes = shapes.Add(ReadChoice());
        }

        Require(end);
        return shapes;
    }

    private Shape.Constant Constant(string json, string end = "")
    {
        Require(end);
        return new(JsonElement.Parse(json));
    }

    private bool Skip(string token)
    {
        rest = rest.TrimStart();
        var found = rest.StartsWith(token, StringComparison.Ordinal);
        rest = found ? rest[token.Length..] : rest;
        return found;
    }

    private void Require(string token)
    {
        if (!Skip(token))
        {
            throw new FormatException($"No {token} before: {rest}");
        }
    }

    private string Take(Func<char, bool> belongs)
    {
        var length = 0;
        while (length < rest.Length && belongs(rest[length]))
        {
            length++;
        }

        var taken = rest[..length].ToString();
        rest = rest[length..];
        return taken;
    }
}
