;;; shim-catalog-tests.el --- Tests of shim-catalog.el -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The mode for models.json, without a server.

;;; Code:

(require 'ert)
(require 'cl-lib)
(require 'eglot)
(require 'shim)
(require 'shim-catalog)

(defmacro shim-tests--catalog-buffer (text &rest body)
  "Run BODY in a buffer in `shim-catalog-mode' that holds TEXT."
  (declare (indent 1) (debug t))
  `(with-temp-buffer
     (let ((shim-catalog-eglot nil))
       (insert ,text)
       (shim-catalog-mode)
       ,@body)))

(ert-deftest shim-catalog-mode-is-for-catalogs-and-for-no-other-models-json ()
  (pcase-dolist (`(,expected ,file)
                 '((shim-catalog-mode "/home/ada/.config/shim-lsp/models.json")
                   (shim-catalog-mode "/home/ada/shop/.shim/models.json")
                   (shim-catalog-mode "/home/ada/.codex-shim/models.json")
                   (nil "/home/ada/shop/models.json")
                   (nil "/home/ada/shop/.shim/models.json.txt")))
    (should (eq (eq (assoc-default file auto-mode-alist #'string-match) 'shim-catalog-mode)
                (and expected t)))))

(ert-deftest shim-catalog-mode-leaves-the-servers-of-other-modes-alone ()
  (shim-tests--catalog-buffer ""
    (should-not (derived-mode-p 'js-mode 'js-base-mode 'js-json-mode 'json-mode)))
  (let ((others '(js-mode python-mode c-mode))
        (eglot-server-programs (copy-sequence eglot-server-programs)))
    (let ((before (mapcar #'eglot--lookup-mode others)))
      (cl-letf (((symbol-function 'eglot-ensure) #'ignore))
        (shim-catalog-start))
      (should (equal before (mapcar #'eglot--lookup-mode others))))
    (pcase-let ((`(,modes ,language ,contact) (eglot--lookup-mode 'shim-catalog-mode)))
      (should (equal '((shim-catalog-mode) "jsonc" shim-catalog-contact)
                     (list modes language contact))))))

(ert-deftest shim-catalog-eglot-starts-the-server-with-the-settings ()
  (let ((shim-command '("dotnet" "shim-lsp.dll"))
        (shim-settings nil))
    (should (equal '("dotnet" "shim-lsp.dll" "lsp") (shim-catalog-contact)))
    (setq shim-settings '(("router.enabled") ("logLevel" . "off")))
    (should (equal "{\"settings\":{\"router.enabled\":false,\"logLevel\":\"off\"}}"
                   (json-serialize (plist-get (nthcdr 3 (shim-catalog-contact)) :initializationOptions)
                                   :false-object :json-false)))))

(ert-deftest shim-catalog-mode-says-that-eglot-is-missing ()
  (cl-letf (((symbol-value 'load-path)
             (cl-remove-if (lambda (folder) (string-match-p "eglot" folder)) load-path))
            ((symbol-value 'features) (remq 'eglot features)))
    (should (string-match-p "package-install RET eglot" (shim-catalog-start)))))

(ert-deftest shim-catalog-mode-indents-by-brackets ()
  (let ((expected "{ // all\n  \"models\": [\n    {\n      \"slug\": \"a\", /* } */\n    },\n  ],\n}\n"))
    (shim-tests--catalog-buffer (replace-regexp-in-string "^ +" "" expected)
      (indent-region (point-min) (point-max))
      (should (equal expected (buffer-string))))))

(ert-deftest shim-catalog-mode-tells-names-strings-comments-and-constants-apart ()
  (shim-tests--catalog-buffer "{ \"slug\": \"a // b\", // \"c\"\n  \"candidate\": true }"
    (font-lock-ensure)
    (pcase-dolist (`(,text ,face) '(("slug" font-lock-variable-name-face)
                                    ("// b" font-lock-string-face)
                                    ("\"c\"" font-lock-comment-face)
                                    ("candidate" font-lock-variable-name-face)
                                    ("true" font-lock-constant-face)))
      (goto-char (point-min))
      (search-forward text)
      (should (eq face (get-text-property (1- (point)) 'face))))))

;;; shim-catalog-tests.el ends here
