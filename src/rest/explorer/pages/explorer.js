if (window.SwaggerUIBundle) {
  SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#routes',
    deepLinking: true,
    docExpansion: 'none',
    tryItOutEnabled: true,
    validatorUrl: null, // a public service otherwise
    defaultModelsExpandDepth: 0,
  })
} else {
  document.querySelector('#routes').textContent =
    'This program was built without Swagger UI: run npm ci in its source folder, then configure and build it again. The OpenAPI document is there all the same.'
}
